"""A prepared query gives the rows that Peewee itself would give."""

import threading

import pytest
from peewee import JOIN, fn

from tests.cast import NOW, TODAY
from tracker.accounts.models import Person, Session, Unit
from tracker.comments.models import Comment
from tracker.db import Sqlite, database
from tracker.experiments.models import Change, Experiment
from tracker.experiments.queries.visibility import visible_to
from tracker.guidelines.models import Platform
from tracker.lessons.models import Conclusion, Lesson, Reuse
from tracker.prepared import Prepared
from tracker.prepared_rows import row_maker

pytestmark = pytest.mark.both_databases()


def everything(value):
    """A value with all that a row holds, of those that are joined to it as well."""
    if hasattr(value, "__data__"):
        held = {name: everything(one) for name, one in vars(value).items()}
        return type(value), held
    if isinstance(value, dict):
        return {name: everything(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(everything, value))
    return type(value), value


def queries(cast) -> dict:
    above = Person.alias()
    Parent = Comment.alias()
    learnt = (
        Experiment.select(Experiment, Person, Unit, Platform, Conclusion, Lesson)
        .join_from(Experiment, Person, on=Experiment.author)
        .join_from(Experiment, Unit, on=Experiment.unit)
        .join_from(Experiment, Platform, JOIN.LEFT_OUTER, on=Experiment.platform)
        .join_from(
            Experiment,
            Conclusion,
            JOIN.LEFT_OUTER,
            on=(Conclusion.experiment == Experiment.id),
            attr="joined_conclusion",
        )
        .join_from(
            Experiment,
            Lesson,
            JOIN.LEFT_OUTER,
            on=(Lesson.experiment == Experiment.id),
            attr="learnt",
        )
        .order_by(Experiment.id)
    )
    replies = (
        Comment.select(Comment, Parent, above)
        .join_from(Comment, Parent, JOIN.LEFT_OUTER, on=(Comment.parent == Parent.id))
        .join_from(Parent, above, JOIN.LEFT_OUTER, on=(Parent.person == above.id))
        .order_by(Comment.id)
    )
    number = fn.ROW_NUMBER().over(order_by=[Experiment.id]).alias("place")
    return {
        "one model": Experiment.select().order_by(Experiment.id),
        "some fields": Person.select(Person.role, Person.id).order_by(Person.id),
        "joined": learnt,
        "visible": visible_to(cast.eva).order_by(Experiment.id),
        "of an alias": replies,
        "sessions": Session.select(Session, Person).join(Person).order_by(Session.id),
        "a number beside": Experiment.select(
            Experiment.id, Experiment.title.alias("named"), number
        ).order_by(Experiment.id),
        "one number": Experiment.select(number).order_by(Experiment.id),
        "joined for a number": Experiment.select(
            Experiment, Unit.name.alias("of"), fn.COALESCE(Experiment.hours, 0)
        )
        .join(Unit)
        .order_by(Experiment.id),
        "tuples": Experiment.select(
            Experiment.stage,
            Experiment.withheld,
            Experiment.published_at,
            Experiment.starts_on,
            Experiment.platform,
            Experiment.hours,
        )
        .order_by(Experiment.id)
        .tuples(),
        "dicts": Unit.select(Unit.id, Unit.name).order_by(Unit.id).dicts(),
        "named tuples": Unit.select(Unit.id).order_by(Unit.id).namedtuples(),
        "sums": Experiment.select(
            Experiment.stage, fn.COUNT(Experiment.id), fn.MAX(Experiment.changed_at)
        )
        .group_by(Experiment.stage)
        .order_by(Experiment.stage)
        .tuples(),
        "together": (
            Unit.select(Unit.name).where(Unit.id == cast.eva.unit_id)
            + Platform.select(Platform.name).where(Platform.id == cast.facebook.id)
        ).tuples(),
        "history": Change.select(Change, Person)
        .join(Person, JOIN.LEFT_OUTER)
        .order_by(Change.id),
        "used": Reuse.select(Reuse, Person, Lesson)
        .join_from(Reuse, Person)
        .join_from(Reuse, Lesson)
        .order_by(Reuse.id),
    }


def test_they_are_the_rows_of_peewee(cast):
    Experiment.create(by=cast.eva, at=NOW, title="Uden platform", tags=["svar"])
    top = Comment.add(cast.passport, body="Hvordan?", by=cast.carla, at=NOW)
    Comment.add(cast.passport, body="Sådan", by=cast.eva, at=NOW, parent=top)
    lesson = Lesson.select().first()
    Reuse.add(lesson, note="Nyttig", by=cast.carla, at=NOW, on=TODAY)
    for name, query in queries(cast).items():
        expected = list(query.clone())
        prepared = Prepared(lambda query=query: query)
        for _ in range(2):
            found = prepared.rows()
            assert everything(tuple(found)) == everything(tuple(expected)), name
        assert everything(prepared.first()) == everything(next(iter(expected), None))


def test_what_a_join_found_is_there_without_another_question(cast):
    (found, *_) = Prepared(lambda: visible_to(cast.eva)).rows()
    assert "author" in found.__rel__ and not found.dirty_fields


def test_nothing_is_asked_together_before_its_rows_can_be_made(cast, monkeypatch):
    """Another thread may come in between."""
    prepared = Prepared(lambda: Unit.select(Unit.id, Unit.name))
    built = prepared.built(type(database.obj))

    def make(query, description):
        assert built.readers is None
        return row_maker(query, description)

    monkeypatch.setattr("tracker.prepared.row_maker", make)
    assert prepared.rows()
    assert built.readers


def test_threads_that_come_at_once_read_each_others_rows(cast):
    """What one of them kept is read by the other, which asked nothing itself."""
    building = threading.Barrier(2)

    def build():
        building.wait(timeout=20)
        return Unit.select(Unit.id, Unit.name)

    prepared = Prepared(build)
    built = []
    threads = [
        threading.Thread(target=lambda: built.append(prepared.built(Sqlite)))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert built[0] is built[1]
