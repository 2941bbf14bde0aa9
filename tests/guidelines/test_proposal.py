"""Anybody proposes, colleagues stand behind it, and it is decided in the open."""

import pytest

from tests.cast import NOW, person
from tracker.core.validation import ValidationFailed
from tracker.guidelines.models import (
    Clause,
    ClauseKind,
    Guideline,
    Proposal,
    ProposalDecision,
    ProposalKind,
    ProposalSupport,
)
from tracker.guidelines.queries import asks_to_lift
from tracker.guidelines.queries import proposal as queries
from tracker.jobs.models import Job

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

WHY = "Vi venter to dage på ingenting."


@pytest.fixture
def facebook(cast) -> Guideline:
    return Guideline.get(Guideline.slug == "facebook")


@pytest.fixture
def dont(cast, facebook) -> Clause:
    return Clause.add(
        facebook,
        kind=ClauseKind.dont,
        text="lægge appen på en telefon",
        by=cast.frida,
        at=NOW,
    )


def lift(clause, by, **more) -> Proposal:
    return Proposal.add(
        clause.guideline,
        clause=clause,
        kind=ProposalKind.lift,
        why=WHY,
        by=by,
        at=NOW,
        **more,
    )


def last_payload() -> dict:
    return Job.select().where(Job.kind == "tell").order_by(Job.id.desc()).get().payload


def test_asking_to_lift_a_dont_reaches_facilitators_and_leaders_and_names_nobody(
    cast, dont
):
    lift(dont, cast.alma)
    assert last_payload()["to"] == sorted([cast.frida.id, cast.leif.id])
    assert (last_payload()["what"], last_payload()["by"]) == ("proposed", None)
    assert [
        (row.clause.text, row.guideline.platform.slug) for row in asks_to_lift()
    ] == [(dont.text, "facebook")]


def test_what_is_decided_retired_or_no_dont_is_not_asked_to_be_lifted(
    cast, dont, facebook
):
    declined = lift(dont, cast.alma)
    ProposalDecision.add(declined, accepted=False, reason="Nej.", by=cast.frida, at=NOW)
    card = {
        "kind": ClauseKind.ask,
        "text": "vise kolleger",
        "whom": "kollegaen",
        "within_hours": 24,
    }
    lift(Clause.add(facebook, by=cast.frida, at=NOW, **card), cast.alma)
    assert last_payload()["to"] == [cast.frida.id], "leaders are told of don'ts alone"
    lift(dont, cast.bo)
    assert asks_to_lift().count() == 1
    dont.retire(by=cast.frida, at=NOW)
    assert not asks_to_lift().count()


def test_a_change_needs_words_and_a_reason_and_only_what_stops_is_lifted(
    cast, facebook
):
    may = Clause.add(
        facebook, kind=ClauseKind.may, text="fortælle", by=cast.frida, at=NOW
    )
    said = {
        "kind": ProposalKind.change,
        "text": "fortælle mere",
        "why": WHY,
        "clause": may,
        "by": cast.alma,
        "at": NOW,
    }
    for lacking in (
        {"why": " "},
        {"text": ""},
        {"kind": ProposalKind.lift},
        {"text": "x" * 501},
        {"kind": None},
    ):
        with pytest.raises(ValidationFailed):
            Proposal.add(facebook, **{**said, **lacking})
    assert not Proposal.select().exists()


def test_the_name_stands_where_its_maker_wants_it_and_nowhere_else(cast, visit, dont):
    proposals = {named: lift(dont, cast.alma, named=named) for named in (False, True)}
    for reader in (cast.bo, cast.frida, cast.leif):
        browser = visit(reader)
        assert "Alma" not in browser.get("/guidelines/proposals").text
        for named, proposal in proposals.items():
            assert (
                "Alma" in browser.get(f"/guidelines/proposals/{proposal.id}").text
            ) == named


def test_proposed_by_form_once_supported_and_counted_from_five_on(cast, visit, dont):
    said = {"clause": dont.id, "kind": "lift", "why": WHY, "submission": "k"}
    place = visit(cast.alma).post("/guidelines/proposals", data=said).location
    assert visit(cast.alma).post("/guidelines/proposals", data=said).location == place
    assert visit(cast.alma).post(f"{place}/support").status_code == 403
    for colleague in (cast.bo, cast.eva, cast.carla):
        visit(colleague).post(f"{place}/support")
        visit(colleague).post(f"{place}/support")
    assert ProposalSupport.select().count() == 3
    assert "how many stand behind it is not shown" in visit(cast.eva).get(place).text
    visit(cast.leif).post(f"{place}/support")
    assert "5 colleagues stand behind it" in visit(cast.eva).get(place).text
    visit(cast.leif).post(f"{place}/support/withdrawal")
    assert "how many stand behind it is not shown" in visit(cast.eva).get(place).text


def test_what_stops_nobody_is_said_differently_without_a_choice(cast, visit, facebook):
    may = Clause.add(
        facebook, kind=ClauseKind.may, text="fortælle", by=cast.frida, at=NOW
    )
    page = visit(cast.alma).get(f"/guidelines/proposals/new?clause={may.id}").text
    assert 'name="text"' in page
    assert 'name="kind"' not in page
    said = {"clause": may.id, "text": "fortælle mere", "why": WHY}
    assert visit(cast.alma).post("/guidelines/proposals", data=said).status_code == 303
    assert Proposal.get().kind is ProposalKind.change


def test_a_new_clause_is_proposed_for_a_platform(cast, visit, facebook):
    alma = visit(cast.alma)
    assert "Facebook" in alma.get("/guidelines/proposals/new?guideline=facebook").text
    said = {"guideline": "facebook", "clause_kind": "may", "text": "synge", "why": WHY}
    assert (
        alma.post("/guidelines/proposals", data={**said, "clause_kind": ""}).status_code
        == 422
    )
    assert alma.post("/guidelines/proposals", data=said).status_code == 303
    proposal = Proposal.get()
    assert (proposal.guideline, proposal.kind, proposal.clause_kind) == (
        facebook,
        ProposalKind.new,
        ClauseKind.may,
    )


def test_accepted_leads_to_the_clause_with_its_wording_declined_shows_the_reason(
    cast, visit, facebook
):
    may = Clause.add(
        facebook, kind=ClauseKind.may, text="fortælle", by=cast.frida, at=NOW
    )
    change = {
        "clause": may,
        "kind": ProposalKind.change,
        "text": "fortælle det hele",
        "why": WHY,
        "at": NOW,
    }
    first, second = (
        Proposal.add(facebook, by=who, **change) for who in (cast.alma, cast.bo)
    )
    frida = visit(cast.frida)
    alma = visit(cast.alma)
    place = f"/guidelines/proposals/{first.id}"
    assert frida.post(f"{place}/verdict", data={"accept": "1"}).status_code == 422
    frida.post(f"{place}/verdict", data={"accept": "1", "reason": "Ja, selvfølgelig."})
    assert (last_payload()["what"], last_payload()["to"]) == (
        "answered",
        [cast.alma.id],
    )
    edit = f"/guidelines/clauses/{may.id}/edit?proposal={first.id}"
    assert edit in frida.get(place).text
    assert edit not in alma.get(place).text
    assert "fortælle det hele" in frida.get(edit).text
    may.amend(
        text="fortælle det hele", kind=ClauseKind.may, version=1, by=cast.frida, at=NOW
    )
    assert "see the guideline" in alma.get(place).text
    frida.post(
        f"/guidelines/proposals/{second.id}/verdict",
        data={"decline": "1", "reason": "Ikke to gange."},
    )
    text = alma.get(f"/guidelines/proposals/{second.id}").text
    assert "Declined" in text
    assert "Ikke to gange." in text
    assert "Frida Lund" in text
    assert (
        frida.post(
            f"{place}/verdict", data={"decline": "1", "reason": "Nej."}
        ).status_code
        == 422
    )
    assert first.verdicts.get().accepted


def test_taken_back_before_it_is_decided_and_not_after(cast, visit, dont):
    first = lift(dont, cast.alma)
    second = lift(dont, cast.alma)
    first.support(cast.bo)
    ProposalDecision.add(second, accepted=False, reason="Nej.", by=cast.frida, at=NOW)
    alma = visit(cast.alma)
    assert alma.post(f"/guidelines/proposals/{first.id}/withdrawal").status_code == 303
    assert alma.post(f"/guidelines/proposals/{second.id}/withdrawal").status_code == 422
    assert [row.id for row in Proposal.select()] == [second.id]


def test_the_list_is_narrowed_by_what_came_of_them(cast, visit, dont):
    ProposalDecision.add(
        lift(dont, cast.alma), accepted=False, reason="Nej.", by=cast.frida, at=NOW
    )
    lift(dont, cast.bo)
    assert queries.counts() == {"open": 1, "accepted": 0, "declined": 1}
    assert (
        visit(cast.eva)
        .get("/guidelines/proposals?state=declined")
        .text.count('class="title"')
        == 1
    )
    assert (
        visit(cast.eva).get("/guidelines/proposals?state=x").text.count('class="title"')
        == 2
    )


def test_a_disabled_facilitator_is_not_counted_on(cast, dont):
    other = person("Finn Gad", cast.library)
    cast.frida.disable(NOW)
    lift(dont, other)
    assert last_payload()["to"] == sorted([cast.ada.id, cast.leif.id]), (
        "the administrators, where nobody facilitates"
    )
