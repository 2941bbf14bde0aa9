"""Ids that stand in addresses do not tell in which order their rows were made."""

from contextvars import ContextVar

import peewee
import pytest

from tests.cast import NOW, concluded, planned
from tracker import drawn_id
from tracker.core.bulk_insert import insert_rows
from tracker.drawn_id import BLOCK, ids_in_turn
from tracker.experiments.models import Experiment
from tracker.lessons.models import Lesson
from tracker.questions.models import OpenQuestion


@pytest.fixture(autouse=True)
def drawn(cast, monkeypatch):
    """Ids are drawn, as they are outside of tests."""
    monkeypatch.setattr(drawn_id, "_in_turn", ContextVar("in_turn", default=False))


def made(cast, many: int) -> list[int]:
    return [planned(cast.alma, cast.facebook, title=f"Nr. {n}").id for n in range(many)]


@pytest.mark.sqlite_by_default
def test_an_id_does_not_tell_what_was_made_before_it(cast):
    experiments = made(cast, 10)
    lessons = [
        concluded(cast.bo, cast.facebook, title=f"Slut {n}").lessons.get().id
        for n in range(10)
    ]
    questions = [
        OpenQuestion.add(body=f"Hvad med {n}?", by=cast.alma, at=NOW).id
        for n in range(10)
    ]
    for ids in (experiments, lessons, questions):
        assert len(set(ids)) == len(ids) and max(ids) < BLOCK
        assert ids != sorted(ids), "by chance once in three million runs"


def test_half_of_a_block_is_given_out(cast, monkeypatch):
    monkeypatch.setattr(drawn_id, "BLOCK", 8)
    ids = made(cast, 18)
    of_block = [
        Experiment.select()
        .where(Experiment.id >= first, Experiment.id < first + 8)
        .count()
        for first in range(0, max(ids) + 1, 8)
    ]
    assert set(of_block[1:-1]) == {4}
    assert of_block[0] <= 4 and of_block[-1] <= 4


def test_who_drew_the_same_number_draws_again(cast, monkeypatch):
    taken = cast.passport.id
    numbers = iter([taken, 700])
    monkeypatch.setattr(drawn_id, "_draw", lambda free, many: [next(numbers)])
    second = planned(cast.bo, cast.facebook, title="I samme øjeblik")
    assert second.id == 700
    assert Experiment.get_by_id(taken).title == cast.passport.title


def test_another_mistake_is_told(cast):
    lesson = cast.passport.lessons.get()
    with pytest.raises(peewee.IntegrityError), Lesson._meta.database.atomic():
        Lesson.state(lesson.experiment, "To gange.", at=NOW)


@pytest.mark.parametrize("many", [5, 600, 1500])
def test_rows_of_one_import_stay_in_order(cast, many):
    before = {id for (id,) in OpenQuestion.select(OpenQuestion.id).tuples()}
    bodies = [f"Hvad med {n:04}?" for n in range(many)]
    insert_rows(
        OpenQuestion,
        [{"body": body, "words": body, "asked_at": NOW} for body in bodies],
    )
    rows = OpenQuestion.select().where(OpenQuestion.id.not_in(before))
    assert [row.body for row in rows.order_by(OpenQuestion.id)] == bodies
    assert OpenQuestion.select(peewee.fn.MAX(OpenQuestion.id)).scalar() < 4 * BLOCK


def test_invented_rows_are_numbered_in_turn(cast):
    newest = Experiment.select(peewee.fn.MAX(Experiment.id)).scalar()
    with ids_in_turn():
        ids = made(cast, 3)
    assert ids == [newest + 1, newest + 2, newest + 3]
