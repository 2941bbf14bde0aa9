"""Lessons handed on to another organisation, and taken in from one."""

import io
import json

import pytest

from tests.cast import NOW, concluded
from tests.examples import for_each_case
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Visibility
from tracker.lessons.models import Lesson, OutsideLesson, Retirement
from tracker.lessons.models.outside_lesson import FORMAT
from tracker.lessons.queries import lessons_to_hand_on

TOLD = {"statement": "Spørg om morgenen.", "outcome": "refuted", "platform": "x"}


def file_with(*rows, **head) -> bytes:
    told = {"format": FORMAT, "organisation": "Nabokommunen", "lessons": list(rows)}
    return json.dumps(told | head).encode()


def test_a_chosen_lesson_goes_out_without_names_and_comes_in_elsewhere(cast, visit):
    lesson = cast.passport.lessons.get()
    frida = visit(cast.frida)
    assert lesson.statement in frida.get("/lessons/handed-on").text
    answer = frida.post("/lessons/handed-on", data={"lesson": lesson.id})
    assert answer.mimetype == "application/json"
    (row,) = answer.json["lessons"]
    assert row["statement"] == lesson.statement and row["outcome"] == "refuted"
    text = answer.text
    for name in ("Alma", "Bo Friis", "Borgerservice", cast.passport.title, "2026"):
        assert name not in text
    sent = {"file": (io.BytesIO(answer.data), "lessons.json")}
    assert frida.post("/lessons/outside", data=sent).status_code == 303
    page = visit(cast.carla).get("/lessons/outside").text
    assert lesson.statement in page and "from outside" in page


def test_it_is_in_no_list_and_counts_nowhere_until_it_is_tried(cast, visit):
    before = Lesson.select().count()
    OutsideLesson.take_in(file_with(TOLD), by=cast.frida, at=NOW)
    assert Lesson.select().count() == before
    carla = visit(cast.carla)
    for page in ("/lessons", "/lessons?q=morgenen", "/experiments?q=morgenen", "/"):
        assert TOLD["statement"] not in carla.get(page).text
    plan = carla.get("/experiments/new?q=Spørg om morgenen.&platform=x").text
    assert "Spørg om morgenen." in plan


def test_taken_in_twice_it_stands_once(cast):
    assert OutsideLesson.take_in(file_with(TOLD), by=cast.frida, at=NOW) == 1
    assert OutsideLesson.take_in(file_with(TOLD), by=cast.frida, at=NOW) == 0


@for_each_case(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        file_with(TOLD, format="something else"),
        file_with(TOLD, organisation=""),
        file_with(),
        file_with("a word"),
        file_with({"statement": ""}),
        file_with({"statement": "x" * 281}),
        file_with(TOLD, {"statement": "y", "context": "x" * 1001}),
        b" " * 1_000_001,
    ],
)
def test_what_is_no_such_file_is_refused_as_a_whole(cast, content):
    with pytest.raises(ValidationFailed):
        OutsideLesson.take_in(content, by=cast.frida, at=NOW)
    assert not OutsideLesson.select().exists()


def test_an_unknown_outcome_is_left_out_and_a_cpr_number_too(cast):
    strange = {"statement": "Ring til 010203-1234.", "outcome": "magic"}
    OutsideLesson.take_in(file_with(strange), by=cast.frida, at=NOW)
    row = OutsideLesson.get()
    assert row.outcome is None and row.statement == "Ring til …."


@for_each_case("how", ["unit", "hidden", "retired"])
def test_what_not_everybody_here_may_see_is_not_handed_on(cast, how):
    attempt = concluded(
        cast.alma, cast.facebook, title="Et andet", visibility=Visibility.everyone
    )
    lesson = attempt.lessons.get()
    assert lesson in lessons_to_hand_on()
    if how == "unit":
        attempt.visibility = Visibility.unit
        attempt.save()
    if how == "hidden":
        attempt.hide(NOW)
    if how == "retired":
        Retirement.add(lesson, reason="Ikke mere", by=cast.frida, at=NOW)
    assert lesson not in lessons_to_hand_on()


def test_a_file_that_is_none_is_told_beside_the_field(cast, visit):
    frida = visit(cast.frida)
    assert frida.post("/lessons/outside").status_code == 422
    sent = {"file": (io.BytesIO(b"{}"), "lessons.json")}
    answer = frida.post("/lessons/outside", data=sent)
    assert answer.status_code == 422 and "no file of lessons" in answer.text


def test_a_facilitator_takes_one_away(cast, visit):
    OutsideLesson.take_in(file_with(TOLD), by=cast.frida, at=NOW)
    visit(cast.frida).post(f"/lessons/outside/{OutsideLesson.get().id}/removal")
    assert not OutsideLesson.select().exists()
