"""What was carried to a unit and to its meetings, and how often a lesson was."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person, Unit
from tracker.amplifications.enums import Place
from tracker.amplifications.models import Amplification
from tracker.core.reference import may_be_referred_to
from tracker.lessons.models import Lesson
from tracker.lessons.queries import visible_lessons
from tracker.prepared import Parameter, Prepared, Question

MOST_CARRIED = 30
MOST_GIVEN = 3
LATELY = dt.timedelta(days=14)


def carried_to(unit: Unit, viewer: Person) -> peewee.ModelSelect:
    """What was carried to a unit, of the lessons that the viewer may see; newest first."""
    seen = visible_lessons(viewer).select(Lesson.id)
    return (
        Amplification.select(Amplification, Lesson, Person)
        .join_from(Amplification, Lesson)
        .join_from(Amplification, Person)
        .where(Amplification.unit == unit, Amplification.lesson.in_(seen))
        .order_by(Amplification.id.desc())
    )


def shared_with(unit: Unit, viewer: Person) -> list[Amplification]:
    """What was carried to a unit with a word, the newest first."""
    rows = carried_to(unit, viewer).where(Amplification.place == Place.unit)
    return list(rows.limit(MOST_CARRIED))


def given_lately(viewer: Person, at: dt.datetime) -> list[Amplification]:
    """What others gave to the viewer's unit in the last two weeks, the newest first.

    Every front page asks it, and mostly there is nothing: then it is one small query.
    """
    given = _last_given.rows(unit=viewer.unit_id, person=viewer.id)
    ids = [id for id, given_at in given if given_at > at - LATELY]
    if not ids:
        return []
    return list(carried_to(viewer.unit, viewer).where(Amplification.id.in_(ids)))


def given_to_ask(viewer: Person) -> Question:
    """What `given_lately` asks first."""
    return _last_given.question(unit=viewer.unit_id, person=viewer.id)


@Prepared
def _last_given() -> peewee.ModelSelect:
    rows = Amplification.select(Amplification.id, Amplification.at).where(
        Amplification.unit == Parameter("unit"),
        Amplification.place == Place.unit,
        Amplification.person != Parameter("person"),
    )
    return rows.order_by(-Amplification.id).limit(MOST_GIVEN).tuples()


def for_next_meeting(unit: Unit, viewer: Person) -> list[Amplification]:
    """What a unit's next meeting has on its list, in the order in which it came."""
    rows = carried_to(unit, viewer).where(
        Amplification.place == Place.meeting, Amplification.brought_on.is_null()
    )
    return list(rows.limit(MOST_CARRIED))[::-1]


def brought_before(unit: Unit, viewer: Person) -> list[Amplification]:
    """What meetings of a unit have talked about, the last one first."""
    rows = carried_to(unit, viewer).where(Amplification.brought_on.is_null(False))
    order = (Amplification.brought_on.desc(), Amplification.id.desc())
    return list(rows.order_by(*order).limit(MOST_CARRIED))


def times_carried(lesson: Lesson) -> int:
    """How often a lesson was carried onward: a figure about the lesson."""
    if not may_be_referred_to(lesson, Amplification.lesson):
        return 0
    return _times_carried.first(lesson=lesson.id)[0]


def places_of(lesson: Lesson, unit: int) -> set[Place]:
    """Where a lesson stands already in a unit."""
    if not may_be_referred_to(lesson, Amplification.lesson):
        return set()
    return {place for (place,) in _places.rows(lesson=lesson.id, unit=unit)}


_times_carried = Prepared(
    lambda: (
        Amplification.select(peewee.fn.COUNT(Amplification.id))
        .where(Amplification.lesson == Parameter("lesson"))
        .tuples()
    )
)
_places = Prepared(
    lambda: (
        Amplification.select(Amplification.place)
        .where(
            Amplification.lesson == Parameter("lesson"),
            Amplification.unit == Parameter("unit"),
        )
        .tuples()
    )
)
