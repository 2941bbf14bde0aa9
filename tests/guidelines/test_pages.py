"""What one may do, read and asked; kept by those who keep it."""

from zoneinfo import ZoneInfo

import pytest

from tests.cast import NOW, TODAY
from tests.examples import for_each_case
from tests.sql_counter import counted
from tracker import cache
from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, ExperimentClause, Visibility
from tracker.guidelines.models import (
    AbandonCount,
    Clause,
    ClauseKind,
    Guideline,
    ReadReceipt,
)
from tracker.guidelines.queries.guideline import (
    experiment_counts_by_clause,
    experiments_under,
    read_by_how_many,
)
from tracker.jobs.models import Job
from tracker.notifications.models import Notice
from tracker.notifications.recipients import notify

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

ZONE = ZoneInfo("Europe/Copenhagen")
PLAN = {
    "title": "Kassen",
    "hypothesis": "et billede af kassen bliver set",
    "visibility": "everyone",
}


def clause_of(slug="facebook", kind=ClauseKind.may) -> Clause:
    return (
        Clause.select()
        .join(Guideline)
        .where(Guideline.slug == slug, Clause.kind == kind)
        .order_by(Clause.id)
        .first()
    )


def test_the_overview_and_a_platform(visit, cast):
    page = visit(cast.carla).get("/guidelines").text
    assert (
        "Privately you are free" in page
        and "/guidelines/facebook" in page
        and "stop most" not in page
    )
    page = visit(cast.carla).get("/guidelines/facebook").text
    assert (
        clause_of().text_en in page
        and "no legal advice" in page
        and "/edit" not in page
    )
    assert visit(cast.carla).get("/guidelines/nowhere").status_code == 404
    assert visit(cast.carla).get("/guidelines/a%00b").status_code == 404


def test_whoever_keeps_the_guidelines_is_led_to_each_that_is_a_draft(visit, cast):
    frida = visit(cast.frida)
    page = frida.get("/guidelines").text
    assert (
        page.count('href="/guidelines/instagram"') == 2
        and "Say first where you are" in page
    )
    frida.post("/guidelines/instagram/standing", data={"decided_by": "Direktionen"})
    assert frida.get("/guidelines").text.count('href="/guidelines/instagram"') == 1, (
        "as a place, and no longer as a draft"
    )


def test_a_clause_is_one_sentence_in_danish_too(visit, cast):
    assert "LinkedIn page: You may" in visit(cast.frida).get("/readiness/fears").text
    Person.update(locale="da").where(Person.id == cast.frida.id).execute()
    page = visit(cast.frida).get("/readiness/fears").text
    for said in (
        "Vi anbefaler, at du",
        "LinkedIn-side: Du må",
        "Spørg først, når",
        "Spørg først ved",
        "Lad være med at",
    ):
        assert said in page


@for_each_case("who", ["frida", "leif", "ada"])
def test_what_stops_is_shown_to_those_who_can_change_it(visit, cast, who):
    assert (
        "Which clauses stop most attempts?"
        in visit(getattr(cast, who)).get("/guidelines").text
    )


def test_a_platform_that_is_off_is_not_in_the_overview(visit, cast):
    cast.facebook.use(False)
    assert "/guidelines/facebook" not in visit(cast.carla).get("/guidelines").text


def test_the_overview_asks_as_often_however_much_is_written(visit, cast):
    reader = visit(cast.carla)
    reader.get("/guidelines")
    cache.clear()
    with counted() as few:
        reader.get("/guidelines")
    first = Clause.get()
    Clause.insert_many(
        [{**first.__data__, "id": None, "key": None} for _ in range(30)],
        fields=_but("id"),
    ).execute()
    cache.clear()
    with counted() as many:
        reader.get("/guidelines")
    assert len(many) == len(few) < 14


def _but(*names):
    return [field for field in Clause._meta.sorted_fields if field.name not in names]


def test_may_i_on_a_phone_without_a_script(visit, cast):
    someone = visit(cast.carla)
    assert "For whom do you speak?" in someone.get("/guidelines/check").text
    page = someone.get(
        "/guidelines/check?speaking=myself&people=nobody&about=nothing&platform=facebook"
    ).text
    assert (
        "Yes, you may" in page
        and "Words to use" in page
        and "/experiments/new?clause=" in page
    )
    page = someone.get("/guidelines/check?speaking=private").text
    assert (
        "You are free to speak" in page
        and "no legal advice" in page
        and "/experiments/new?clause" not in page
    )
    page = someone.get("/guidelines/check?speaking=myself").text
    assert page.count("Choose one of the answers.") >= 2
    assert (
        "Choose one"
        in someone.get("/guidelines/check?speaking=boss&people=x&about=").text
    )


def test_leaving_it_counts_one_without_a_person(visit, cast):
    clause = clause_of(kind=ClauseKind.ask)
    someone = visit(cast.carla)
    for _ in range(3):
        assert someone.post(f"/guidelines/clauses/{clause.id}/stops").status_code == 303
    assert [row.times for row in AbandonCount.select()] == [1]
    assert (
        someone.post(f"/guidelines/clauses/{clause_of().id}/stops").status_code == 403
    )


def test_reading_is_a_number_and_never_a_name(visit, cast):
    guideline = Guideline.get(Guideline.slug == "facebook")
    assert visit(cast.carla).post("/guidelines/facebook/readers").status_code == 303
    assert (
        "You have said that you have read it"
        in visit(cast.carla).get("/guidelines/facebook").text
    )
    assert not read_by_how_many(guideline).shown
    others = [
        {**cast.eva.__data__, "id": None, "email": f"{n}@example.org"}
        for n in range(12)
    ]
    Person.insert_many(
        others, fields=[f for f in Person._meta.sorted_fields if f.name != "id"]
    ).execute()
    for person in Person.select().where(Person.name == cast.eva.name).limit(6):
        ReadReceipt.add(guideline, person)
    ReadReceipt.add(guideline, cast.dan)  # disabled: not counted
    assert read_by_how_many(guideline).value == 7
    page = visit(cast.ada).get("/guidelines/facebook").text
    assert "7 colleagues have read" in page and cast.carla.name not in page


def test_a_plan_that_is_begun_from_a_clause_stands_under_it(visit, cast):
    clause = clause_of()
    alma = visit(cast.alma)
    page = alma.get(
        f"/experiments/new?platform=facebook&clause={clause.id}&clause=x&clause=99999999999"
    ).text
    assert (
        f'name="clauses" id="clauses-{clause.id}" value="{clause.id}" checked' in page
    )
    assert clause.text_en in page and f'selected value="{cast.facebook.id}"' in page
    alma.post(
        "/experiments/new",
        data={
            **PLAN,
            "platform": cast.facebook.id,
            "clauses": ["", clause.id],
            "publish": "1",
        },
    )
    experiment = Experiment.get(Experiment.title == "Kassen")
    assert [row.clause_id for row in experiment.experiment_clauses] == [clause.id]
    assert "Kassen" in visit(cast.carla).get(f"/guidelines/clauses/{clause.id}").text
    assert clause.text_en in visit(cast.carla).get(f"/experiments/{experiment.id}").text
    sent = {**PLAN, "platform": cast.facebook.id, "version": experiment.version}
    alma.post(f"/experiments/{experiment.id}/edit", data=sent)
    assert (
        experiment.experiment_clauses.count() == 1
    )  # a form that says nothing of it leaves it
    alma.post(
        f"/experiments/{experiment.id}/edit",
        data={**sent, "version": experiment.reload().version, "clauses": ""},
    )
    assert experiment.experiment_clauses.count() == 0


def test_what_was_done_under_a_clause_shows_no_more_than_one_may_see(cast):
    clause = clause_of()
    for experiment in (cast.passport, cast.quiz, cast.dream):
        ExperimentClause.create(experiment=experiment, clause=clause)
    assert cast.quiz.visibility is Visibility.unit
    assert experiments_under(clause, cast.carla) == [
        cast.passport.id
    ] and experiment_counts_by_clause([clause], cast.carla) == {clause.id: 1}
    # One's own draft is not done yet either
    assert set(experiments_under(clause, cast.alma)) == {cast.passport.id, cast.quiz.id}


def test_beside_the_plan_stand_the_clauses_of_the_platform_that_is_chosen(visit, cast):
    alma = visit(cast.alma)
    page = alma.get(f"/experiments/{cast.dream.id}/edit").text
    assert clause_of().text_en in page
    # What holds everywhere stands folded, and is fetched when it is opened
    assert clause_of("everywhere").text_en not in page
    chosen = f"/guidelines/beside-plan?platform={cast.facebook.id}"
    assert clause_of().text_en in alma.get(chosen).text
    cast.facebook.use(False)
    assert clause_of().text_en not in alma.get(chosen).text
    for nothing in ("", "?platform=x", "?platform=999999"):
        page = alma.get(f"/guidelines/beside-plan{nothing}").text
        assert clause_of("everywhere").text_en in page and page.count("<details") == 1


def test_a_stance_is_changed_and_a_stale_change_shows_both(visit, cast):
    frida = visit(cast.frida)
    sent = {
        "stance": "trying",
        "why": "Vi prøver.",
        "decided_by": "Direktionen",
        "decided_on": "2026-11-03",
        "version": 1,
    }
    assert frida.post("/guidelines/facebook/edit", data=sent).status_code == 303
    page = frida.get("/guidelines/facebook").text
    assert "Vi prøver." in page and "Decided by Direktionen, 3 Nov 2026" in page
    page = frida.get("/guidelines/facebook/versions").text
    assert "<ins>" in page and "We are trying it out" in page
    stale = visit(cast.ada).post(
        "/guidelines/facebook/edit", data={**sent, "why": "Vi er der."}
    )
    assert (
        stale.status_code == 409
        and "Vi prøver." in stale.text
        and "Vi er der." in stale.text
    )
    assert (
        frida.post(
            "/guidelines/facebook/edit", data={**sent, "why": " ", "version": 2}
        ).status_code
        == 422
    )


def test_a_clause_is_written_changed_and_taken_out(visit, cast):
    frida = visit(cast.frida)
    card = {
        "kind": "ask",
        "text": "når det regner.",
        "whom": "Frida",
        "within_hours": "24",
    }
    assert (
        frida.post(
            "/guidelines/facebook/clauses", data={**card, "whom": ""}
        ).status_code
        == 422
    )
    assert frida.post("/guidelines/facebook/clauses", data=card).status_code == 303
    clause = Clause.get(Clause.text == "når det regner.")
    assert (
        not clause.is_draft
        and "within 1 working day" in frida.get("/guidelines/facebook").text
    )
    address = f"/guidelines/clauses/{clause.id}"
    assert (
        frida.post(
            address + "/edit", data={**card, "text": "når det sner.", "version": 1}
        ).status_code
        == 303
    )
    stale = frida.post(
        address + "/edit", data={**card, "text": "når det blæser.", "version": 1}
    )
    assert stale.status_code == 409 and "når det sner." in stale.text
    frida.post(address + "/retirement")
    assert "når det sner." not in visit(cast.carla).get("/guidelines/facebook").text
    assert "no longer holds" in visit(cast.carla).get(address).text
    for path in (
        f"/guidelines/questions/new?clause={clause.id}",
        f"/guidelines/proposals/new?clause={clause.id}",
    ):
        assert visit(cast.carla).get(path).status_code == 404, (
            "nobody asks about what does not hold"
        )
    frida.post(address + "/return")
    assert "når det sner." in visit(cast.carla).get("/guidelines/facebook").text


def test_values_hold_everywhere_and_have_no_stance(visit, cast):
    frida = visit(cast.frida)
    assert "Where do we stand?" not in frida.get("/guidelines/everywhere/edit").text
    values = {
        "why": "Vi er der.\nVi svarer.",
        "stance": "active",
        "version": 1,
        "anew": "y",
    }
    frida.post("/guidelines/everywhere/edit", data=values)
    everywhere = Guideline.get(Guideline.slug == "everywhere")
    assert (everywhere.why, everywhere.stance, everywhere.edition) == (
        "Vi er der.\nVi svarer.",
        None,
        2,
    )


def test_the_starting_set_is_taken_by_those_who_lack_it(visit, cast):
    frida = visit(cast.frida)
    assert "You have it all" in frida.get("/guidelines/starting-set").text
    Clause.delete().where(Clause.key == "facebook:1").execute()
    assert (
        "answer in the comments on our page"
        in frida.get("/guidelines/starting-set").text
    )
    assert frida.post("/guidelines/facebook/starting-set").status_code == 303
    assert Clause.get(Clause.key == "facebook:1").is_draft
    Clause.delete().execute()
    assert (
        "Take the whole set" in frida.get("/guidelines").text
        and "Take the whole" not in visit(cast.carla).get("/guidelines").text
    )
    frida.post("/guidelines/starting-set")
    assert (
        Clause.select().join(Guideline).select(Guideline.slug).distinct().count()
        == Guideline.select().count()
    )
    named = {"decided_by": "Direktionen"}
    frida.post("/guidelines/facebook/standing", data=named)
    assert not Clause.get(Clause.key == "facebook:1").is_draft


def test_who_had_read_it_is_told_of_a_new_edition_once(visit, cast):
    ReadReceipt.add(Guideline.get(Guideline.slug == "facebook"), cast.alma)
    visit(cast.frida).post(
        "/guidelines/facebook/edit",
        data={"stance": "active", "why": "Nu på ny.", "version": 1, "anew": "y"},
    )
    carried = Job.get(Job.kind == "tell").payload
    for _ in range(2):
        notify(carried, at=NOW, zone=ZONE)
    assert [(row.person, row.kind.value, row.path) for row in Notice.select()] == [
        (cast.alma, "review_rules", "/guidelines/facebook")
    ]
    assert "has a new edition" in visit(cast.alma).get("/notifications").text


def test_an_answer_from_what_came_ready_says_so_until_somebody_stands_by_it(
    visit, cast
):
    """To everybody, not only to those who keep the guidelines."""
    alma = visit(cast.alma)
    asked = "/guidelines/check?speaking=myself&people=agreed&about=nothing"
    assert "of the texts came ready" in alma.get("/guidelines").text
    assert "nobody here has decided on them yet" in alma.get(asked).text
    assert (
        "nobody here has decided"
        not in alma.get("/guidelines/check?speaking=private").text
    )
    for guideline in Guideline.select():
        guideline.confirm(by=cast.frida, at=NOW, on=TODAY, decided_by="Direktionen")
    assert "nobody here has decided" not in alma.get(asked).text
    assert "of the texts came ready" not in alma.get("/guidelines").text
