"""The pages of promises: where leaders promise, where everybody reads, where they answer."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tests.cast import NOW, TODAY, concluded, person
from tracker.accounts.models import Role
from tracker.business_case.models import BusinessCase
from tracker.commitments.models import Commitment, CommitmentChange, Settled, Settlement
from tracker.dashboard.queries.period import Period
from tracker.experiments.models import Experiment, Visibility
from tracker.quarters import Quarter
from tracker.summaries.models import TEXTS, Summary, SummarySignature
from tracker.summaries.queries import taken

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

FAR = (TODAY + dt.timedelta(days=60)).isoformat()
SENT = {"text": "Alle får svar inden to dage", "due_on": FAR}


def test_a_leader_promises_where_the_leader_reads(cast, visit):
    leif = visit(cast.leif)
    lesson = cast.passport.lessons.get()
    for page, name, what in (
        ("experiments", "experiment", cast.passport),
        ("lessons", "lesson", lesson),
    ):
        assert (
            f"/commitments/new?{name}={what.id}" in leif.get(f"/{page}/{what.id}").text
        )
        assert "/commitments/new" not in visit(cast.eva).get(f"/{page}/{what.id}").text
        assert leif.get(f"/commitments/new?{name}={what.id}").status_code == 200
        answer = leif.post("/commitments", data={**SENT, name: what.id})
        assert (answer.status_code, answer.location) == (
            303,
            Commitment.select().order_by(Commitment.id.desc()).get().path,
        )
    page = visit(cast.eva).get(f"/experiments/{cast.passport.id}").text
    assert (
        page.count("Alle får svar inden to dage") == 2
        and "Promised because of this" in page
    )


def test_a_quarter_and_the_business_case_are_promised_from_too(cast, visit):
    """The quarter once it is signed, and by the end of the next one unless the leader
    says otherwise.
    """
    leif = visit(cast.leif)
    quarter = Quarter(2026, 3)
    figures = taken(Period(quarter, TODAY, ZoneInfo("Europe/Copenhagen")))
    summary = Summary.draft(quarter, figures=figures, by=cast.frida, at=NOW, on=TODAY)
    assert leif.get(f"/commitments/new?summary={summary.id}").status_code == 404
    summary.amend(
        version=1,
        by=cast.frida,
        at=NOW,
        next_question="Hvem svarer?",
        **dict.fromkeys(TEXTS[:-1], ""),
    )
    summary.offer(version=2, by=cast.frida, at=NOW)
    SummarySignature.sign(
        summary, version=3, word="Tak", why_not="Intet endnu", by=cast.leif, at=NOW
    )
    assert (
        f'value="{Quarter.of(dt.date.today()).following.last}"'
        in leif.get(f"/commitments/new?summary={summary.id}").text
    )
    case = BusinessCase.begin(goal="Færre opkald", by=cast.frida, at=NOW)
    for name, what in (("summary", summary), ("business_case", case)):
        assert (
            leif.post(
                "/commitments", data={**SENT, "text": f"Fra {name}", name: what.id}
            ).status_code
            == 303
        )
    page = visit(cast.eva).get("/commitments").text
    assert "/summaries/2026-Q3" in page and "/business-case" in page
    assert "Fra summary" in visit(cast.eva).get("/summaries/2026-Q3").text


def test_nobody_else_promises(cast, visit):
    for who in (cast.alma, cast.frida, cast.ada):
        assert (
            visit(who)
            .get(f"/commitments/new?experiment={cast.passport.id}")
            .status_code
            == 403
        )
        assert (
            visit(who)
            .post("/commitments", data={**SENT, "experiment": cast.passport.id})
            .status_code
            == 403
        )
    assert not Commitment.select().exists()


def test_nothing_is_promised_from_what_one_may_not_see_or_what_is_none(cast, visit):
    leif = visit(cast.leif)
    for sent in (
        {"experiment": cast.quiz.id},
        {"experiment": cast.dream.id},
        {"experiment": "x"},
        {"leader": 1},
        {"lesson": -1},
    ):
        assert leif.post("/commitments", data={**SENT, **sent}).status_code == 404


def test_what_was_typed_stays_when_something_is_missing(cast, visit):
    answer = visit(cast.leif).post(
        "/commitments",
        data={"text": "Alle får svar", "due_on": "", "experiment": cast.passport.id},
    )
    assert answer.status_code == 422 and "Alle får svar" in answer.text
    late = {**SENT, "due_on": "2020-01-01", "experiment": cast.passport.id}
    assert (
        "This day has passed" in visit(cast.leif).post("/commitments", data=late).text
    )


def test_role_leader_and_version_cannot_be_sent(cast, visit):
    sent = {
        **SENT,
        "experiment": cast.passport.id,
        "leader": cast.ada.id,
        "version": 9,
        "made_at": "2020-01-01",
        "settled": "kept",
    }
    visit(cast.leif).post("/commitments", data=sent)
    promise = Commitment.get()
    assert (promise.leader, promise.version, promise.settlement) == (cast.leif, 1, None)


def test_everybody_reads_every_state(cast, visit):
    open_one = cast.promise()
    late = cast.promise(text="For længst")
    Commitment.update(due_on=dt.date(2020, 1, 1)).where(
        Commitment.id == late.id
    ).execute()
    for settled, text in (
        (Settled.kept, "Det holdt"),
        (Settled.not_kept, "Det holdt ikke"),
    ):
        Settlement.answer(
            cast.promise(text=text),
            settled=settled,
            word=f"Fordi: {text}",
            by=cast.leif,
            at=NOW,
        )
    carla = visit(cast.carla)
    page = carla.get("/commitments").text
    assert (
        open_one.text in page
        and "Nobody has answered yet" in page
        and "Det holdt" not in page
    )
    assert page.index("For længst") < page.index(open_one.text)
    assert "Fordi: Det holdt”" in carla.get("/commitments?state=kept").text
    assert "Fordi: Det holdt ikke" in carla.get("/commitments?state=not_kept").text
    assert carla.get("/commitments?state=dance").status_code == 200


def test_empty_pages_teach(cast, visit):
    assert "can promise something there" in visit(cast.eva).get("/commitments").text
    assert (
        "None is told kept yet" in visit(cast.eva).get("/commitments?state=kept").text
    )
    assert "worth as much" in visit(cast.eva).get("/commitments?state=not_kept").text


def test_a_leader_answers_in_the_open(cast, visit):
    promise = cast.promise()
    leif = visit(cast.leif)
    assert (
        leif.post(
            f"{promise.path}/settlement", data={"settled": "not_kept", "word": ""}
        ).status_code
        == 422
    )
    answer = leif.post(
        f"{promise.path}/settlement",
        data={"settled": "not_kept", "word": "Budgettet faldt."},
    )
    assert (answer.status_code, answer.location) == (303, promise.path)
    page = visit(cast.eva).get(promise.path).text
    assert "Not kept" in page and "Budgettet faldt." in page and "<textarea" not in page
    leif.post(
        f"{promise.path}/settlement",
        data={"settled": "kept", "word": "Det kom alligevel."},
    )
    page = visit(cast.eva).get(promise.path).text
    assert "What was changed" in page and "Budgettet" in page and "alligevel" in page
    assert leif.get(f"{promise.path}/edit").status_code == 403


def test_the_words_of_one_who_left_are_answered_by_another_by_name(cast, visit):
    promise = cast.promise()
    lone = person("Lone Krag", cast.service, Role.leader)
    cast.leif.disable(NOW)
    visit(lone).post(
        f"{promise.path}/settlement", data={"settled": "kept", "word": "Jeg tog over."}
    )
    assert "answered by Lone Krag" in visit(cast.eva).get(promise.path).text


def test_a_change_is_read_by_everybody_with_its_reason(cast, visit):
    promise = cast.promise(due_on=dt.date.fromisoformat(FAR))
    sent = {
        "text": promise.text,
        "due_on": FAR.replace(FAR[:4], str(int(FAR[:4]) + 1)),
        "version": 1,
    }
    assert visit(cast.leif).post(f"{promise.path}/edit", data=sent).status_code == 422
    assert (
        visit(cast.leif)
        .post(f"{promise.path}/edit", data={**sent, "why": "Ferien kom imellem"})
        .status_code
        == 303
    )
    page = visit(cast.eva).get(promise.path).text
    assert "Ferien kom imellem" in page and "its day was moved" in page
    assert "its day was moved" in visit(cast.eva).get("/commitments").text


def test_the_loser_of_two_sees_both_texts(cast, visit):
    promise = cast.promise(due_on=dt.date.fromisoformat(FAR))
    CommitmentChange.delete().execute()
    leif = visit(cast.leif)
    sent = {"text": "Min anden tekst", "due_on": FAR, "version": 1}
    leif.post(f"{promise.path}/edit", data={**sent, "text": "Min første tekst"})
    answer = leif.post(f"{promise.path}/edit", data=sent)
    assert (
        answer.status_code == 409
        and "Min første tekst" in answer.text
        and "Min anden tekst" in answer.text
    )
    assert promise.reload().text == "Min første tekst"


def test_a_promise_from_a_units_own_attempt_does_not_tell_of_it(cast, visit):
    promise = cast.promise()
    Experiment.update(visibility=Visibility.unit).where(
        Experiment.id == cast.passport.id
    ).execute()
    for page in (promise.path, "/commitments", f"/people/{cast.leif.id}"):
        text = visit(cast.carla).get(page).text
        assert (
            promise.text in text
            and cast.passport.title not in text
            and "Alma" not in text
        )


def test_a_leaders_page_says_where_they_answer_what_they_promised_and_what_did_not_hold(
    cast, visit
):
    cast.leif.answers_here = "På LinkedIn hver aften"
    cast.leif.save()
    concluded(cast.leif, cast.facebook, title="Mandagsbrevet")
    cast.promise()
    page = visit(cast.eva).get(f"/people/{cast.leif.id}").text
    for words in (
        "Here I answer",
        "På LinkedIn",
        "Ingen venter mere",
        "Own attempts that did not hold",
        "Mandagsbrevet",
    ):
        assert words in page


def test_nobody_who_does_not_lead_has_a_list_of_what_did_not_hold(cast, visit):
    for who in (cast.leif, cast.frida, cast.ada, cast.alma):
        page = visit(who).get(f"/people/{cast.alma.id}").text
        assert "Own attempts that did not hold" not in page


def test_what_a_leader_shares_without_a_name_is_not_listed(cast, visit):
    concluded(cast.leif, cast.facebook, title="Uden navn")
    Experiment.update(withheld=True).where(Experiment.title == "Uden navn").execute()
    assert "Uden navn" not in visit(cast.eva).get(f"/people/{cast.leif.id}").text
