"""What was carried to a unit and to its meetings, and how often a lesson was."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person, Unit
from tracker.amplifications.enums import Place
from tracker.amplifications.models import Amplification
from tracker.lessons.models import Lesson
from tracker.lessons.queries import visible_lessons

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
    recent = Amplification.select(Amplification.id).where(
        Amplification.unit == viewer.unit_id,
        Amplification.place == Place.unit,
        Amplification.at > at - LATELY,
        Amplification.person != viewer,
    )
    ids = [row.id for row in recent.order_by(-Amplification.id).limit(MOST_GIVEN)]
    if not ids:
        return []
    return list(carried_to(viewer.unit, viewer).where(Amplification.id.in_(ids)))


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
    return Amplification.select().where(Amplification.lesson == lesson).count()


def places_of(lesson: Lesson, unit: int) -> set[Place]:
    """Where a lesson stands already in a unit."""
    rows = Amplification.select(Amplification.place).where(
        Amplification.lesson == lesson, Amplification.unit == unit
    )
    return {row.place for row in rows}
