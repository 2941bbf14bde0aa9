"""Asking before trying: with a clock, without a name, and with an answer for everybody."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tests import examples
from tests.cast import NOW
from tests.examples import for_each_case
from tests.sql_counter import counted
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.guidelines.handlers import remind
from tracker.guidelines.models import (
    Clause,
    ClauseKind,
    Guideline,
    Question,
    QuestionAnswer,
    ShortAnswer,
)
from tracker.guidelines.models.business_hours import add_business_hours
from tracker.guidelines.queries import question as queries
from tracker.jobs.models import Job
from tracker.notifications.models import Notice
from tracker.notifications.recipients import notify
from tracker.search import Query

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

ZONE = ZoneInfo("Europe/Copenhagen")
MONDAY = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)
WHAT = "Må jeg vise værkstedet på Instagram?"


def asked(by, body=WHAT, at=NOW, **more) -> Question:
    return Question.add(body=body, by=by, at=at, zone=ZONE, **more)


def ask_first(guideline: Guideline, by, whom="en tovholder") -> Clause:
    card = {
        "kind": ClauseKind.ask,
        "text": "vise kolleger",
        "whom": whom,
        "within_hours": 24,
    }
    return Clause.add(guideline, by=by, at=NOW, **card)


@for_each_case(
    ("hours", "at", "due"),
    [
        (48, "2026-11-23T08:00", "2026-11-25T08:00"),  # Monday: Wednesday
        (48, "2026-11-20T08:00", "2026-11-24T08:00"),  # Friday: Tuesday
        # Saturday noon: the clock begins on Monday, which is over at 23:00 UTC
        (24, "2026-11-21T12:00", "2026-11-23T23:00"),
        # An hour before midnight on a Friday
        (1, "2026-11-20T22:30", "2026-11-22T23:30"),
        # Over the end of summer time, which lies in the weekend: the same hour
        (24, "2026-10-23T10:00", "2026-10-26T11:00"),
    ],
)
def test_the_clock_knows_no_weekend(hours, at, due):
    at, due = (
        dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC) for text in (at, due)
    )
    assert add_business_hours(hours, at, ZONE) == due


def test_those_who_answer_are_told_and_nobody_is_told_who_asks(cast):
    question = asked(cast.alma)
    told = Job.get(Job.kind == "tell").payload
    assert told["to"] == [cast.frida.id]
    assert told["by"] is None
    assert told["path"] == f"/guidelines/questions/{question.id}"
    assert question.due_at == dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)


def test_a_facilitator_who_asks_leaves_the_answer_to_others(cast):
    question = asked(cast.frida)
    assert Job.get(Job.kind == "tell").payload["to"] == []
    assert not question.answerable_by(cast.frida)
    assert question.answerable_by(cast.ada)


def test_the_clause_says_whom_and_within_how_long(cast):
    clause = ask_first(
        Guideline.get(Guideline.slug == "facebook"), cast.frida, whom="Carla Munk"
    )
    question = asked(cast.alma, clause=clause, at=MONDAY)
    assert question.due_at == MONDAY + dt.timedelta(hours=24)
    assert question.platform == cast.facebook
    assert Job.get(Job.kind == "tell").payload["to"] == sorted(
        [cast.frida.id, cast.carla.id]
    )
    assert question.answerable_by(cast.carla)
    assert not question.answerable_by(cast.bo)


def test_who_asks_is_told_only_to_those_who_answer_and_only_if_so_wished(cast, visit):
    questions = {named: asked(cast.alma, named=named) for named in (False, True)}
    for reader, answers in (
        (cast.bo, False),
        (cast.leif, False),
        (cast.frida, True),
        (cast.ada, True),
    ):
        browser = visit(reader)
        told = {True: questions[True]}  # the one that some may read
        if examples.thorough or reader in (cast.bo, cast.frida):
            assert "Alma" not in browser.get("/guidelines/questions").text
            told = questions
        for named, question in told.items():
            assert (
                "Alma" in browser.get(f"/guidelines/questions/{question.id}").text
            ) == (named and answers)


def test_asked_in_three_clicks_and_answered_for_everybody(cast, visit):
    alma = visit(cast.alma)
    frida = visit(cast.frida)
    assert (
        "the database keeps it"
        in alma.get("/guidelines/questions/new?platform=facebook").text.lower()
    )
    place = alma.post(
        "/guidelines/questions",
        data={"body": WHAT, "platform": "facebook", "submission": "k"},
    ).location
    assert (
        alma.post(
            "/guidelines/questions", data={"body": WHAT, "submission": "k"}
        ).location
        == place
    )
    assert Question.select().count() == 1
    assert (
        WHAT
        in visit(cast.bo)
        .get("/guidelines/questions?state=waiting&platform=facebook")
        .text
    )
    assert "You can answer these" in frida.get("/guidelines/questions").text
    assert "Questions about the guidelines" in frida.get("/").text
    assert "question about the guidelines" not in visit(cast.bo).get("/").text
    assert (
        visit(cast.bo)
        .post(f"{place}/answer", data={"body": "Ja", "short": "yes"})
        .status_code
        == 403
    )
    assert (
        frida.post(
            f"{place}/answer",
            data={"body": "Spørg dem, der kan ses.", "short": "yes_if"},
        ).status_code
        == 303
    )
    text = visit(cast.bo).get(place).text
    assert "Spørg dem, der kan ses." in text
    assert "Frida Lund" in text
    told = Job.select().where(Job.kind == "tell").order_by(Job.id.desc()).get().payload
    assert (told["what"], told["to"], told["by"]) == (
        "answered",
        [cast.alma.id],
        cast.frida.id,
    )


def test_past_its_time_it_says_so_without_blame(cast, visit):
    question = asked(cast.alma, at=NOW - dt.timedelta(days=30))
    text = visit(cast.bo).get(f"/guidelines/questions/{question.id}").text
    assert "The promised time has passed" in text
    assert "Frida" not in text
    assert WHAT in visit(cast.bo).get("/guidelines/questions?state=late").text


def test_what_looks_like_a_cpr_number_is_not_kept(cast, visit):
    answer = visit(cast.alma).post(
        "/guidelines/questions", data={"body": "Må jeg vise sagen 010190-1234?"}
    )
    assert answer.status_code == 422
    assert not Question.select().exists()


def test_a_question_needs_words_and_a_clause_that_is_there(cast, visit):
    alma = visit(cast.alma)
    assert alma.post("/guidelines/questions", data={"body": " "}).status_code == 422
    assert alma.get("/guidelines/questions/new?clause=999999").status_code == 404
    with pytest.raises(ValidationFailed):
        asked(cast.alma, body="x" * 2001)


def test_two_who_answer_at_once_lose_nothing(cast, visit):
    question = asked(cast.alma)
    advice = QuestionAnswer.add(
        question, body="Ja.", by=cast.frida, at=NOW, short=ShortAnswer.yes
    )
    with pytest.raises(ValidationFailed):
        QuestionAnswer.add(question, body="Nej.", by=cast.ada, at=NOW)
    again = advice.reload()
    again.amend(body="Ja, gerne.", short=ShortAnswer.yes, version=1, at=NOW)
    with pytest.raises(EditConflict):
        advice.amend(body="Ja, men …", short=ShortAnswer.yes_if, version=1, at=NOW)
    answer = visit(cast.frida).post(
        f"/guidelines/questions/{question.id}/answer",
        data={"body": "Ja, men …", "version": "1"},
    )
    assert answer.status_code == 409
    assert "Ja, gerne." in answer.text
    assert "Ja, men …" in answer.text


def test_an_answer_becomes_an_example_in_one_click(cast, visit):
    clause = ask_first(Guideline.get(Guideline.slug == "facebook"), cast.frida)
    question = asked(cast.alma, clause=clause)
    QuestionAnswer.add(question, body="Ja, spørg dem først.", by=cast.frida, at=NOW)
    place = f"/guidelines/questions/{question.id}"
    assert visit(cast.bo).post(f"{place}/example").status_code == 403
    visit(cast.frida).post(f"{place}/example")
    visit(cast.frida).post(f"{place}/example")
    assert clause.reload().examples == f"“{WHAT}” – Ja, spørg dem først."


def test_taken_back_its_words_are_gone_with_the_answer(cast, visit):
    question = asked(cast.alma)
    QuestionAnswer.add(question, body="Ja.", by=cast.frida, at=NOW)
    place = f"/guidelines/questions/{question.id}"
    assert visit(cast.bo).post(f"{place}/removal").status_code == 403
    assert visit(cast.alma).post(f"{place}/removal").status_code == 303
    assert visit(cast.alma).get(place).status_code == 404
    assert (
        question.reload().body,
        question.reload().words,
        QuestionAnswer.select().count(),
    ) == (
        "",
        "",
        0,
    )


def test_search_finds_whole_words_by_their_beginning_in_question_and_answer(cast):
    asked(cast.alma)
    other = asked(cast.bo, "Hvad med børn i værkstedet?", named=True)
    QuestionAnswer.add(other, body="Spørg tovholderen.", by=cast.frida, at=NOW)
    found = {
        "værk": 2,
        "børn værk": 1,
        '"på Instagram"': 1,
        "-børn": 1,
        "nisseværk": 0,
        "tovholderen": 1,
        "%": 0,  # a sign is no word
        "_": 0,
    }
    assert {
        typed: queries.fitting(Query.parse(typed), None, None, NOW).count()
        for typed in found
    } == found


def test_the_list_asks_the_same_few_queries_however_long_it_is(cast, visit):
    alma = visit(cast.alma)
    for number in range(3):
        QuestionAnswer.add(
            asked(cast.bo, f"{number}?"), body="Ja.", by=cast.frida, at=NOW
        )
    with counted() as few:
        alma.get("/guidelines/questions")
    for number in range(9):
        QuestionAnswer.add(
            asked(cast.bo, f"{number}?"), body="Ja.", by=cast.frida, at=NOW
        )
    with counted() as many:
        alma.get("/guidelines/questions")
    assert len(many) <= len(few)


@pytest.mark.parametrize(("answered", "told"), [(False, 1), (True, 0)])
def test_when_the_time_has_passed_those_who_answer_are_told_once_more(
    cast, answered, told
):
    question = asked(cast.alma)
    if answered:
        QuestionAnswer.add(question, body="Ja.", by=cast.frida, at=NOW)
    due = Job.get(Job.kind == "question_due", Job.due_at == question.due_at)
    remind(due)
    again = [
        row.payload
        for row in Job.select().where(Job.kind == "tell", Job.due_at == question.due_at)
    ]
    assert [row["event"] for row in again] == [f"overdue:question={question.id}"] * told


def test_what_is_told_of_a_question_names_nobody_who_asks(cast, visit):
    question = asked(cast.alma, named=True)
    QuestionAnswer.add(question, body="Ja.", by=cast.frida, at=NOW)
    for job in Job.select().where(Job.kind == "tell").order_by(Job.id):
        notify(job.payload, at=job.due_at, zone=ZONE)
    told = visit(cast.frida).get("/notifications").text
    assert "Somebody asks what one may do" in told
    assert "Alma" not in told
    assert not Notice.select().where(Notice.by == cast.alma).exists()
    assert (
        "There is an answer about the guidelines"
        in visit(cast.alma).get("/notifications").text
    )
    assert f"/guidelines/questions/{question.id}" in {
        row.path for row in Notice.select().where(Notice.person == cast.alma)
    }
