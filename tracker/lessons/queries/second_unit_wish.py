"""Wishes for a second unit: the one that a person is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.core.reference import may_be_referred_to
from tracker.experiments.models import Experiment
from tracker.experiments.queries.visibility import (
    Credit,
    ViewerParameter,
    credited,
    is_visible,
    rows_for,
)
from tracker.lessons.enums import LessonStatus
from tracker.lessons.models import Lesson, SecondUnitWish
from tracker.lessons.models.status import statuses_of
from tracker.prepared import IdsParameter, Parameter, Prepared, Question

MOST_WISHES = 200  # the oldest, of which one is shown


@dataclass(frozen=True)
class Wish:
    """A wish as a colleague is shown it.

    Attributes:
        credit: Whose attempt it is, as far as that is told.
        helper: The author who wished, and offers to help; None where the author has no
            name for now. Co-authors have offered nothing.
    """

    lesson: Lesson
    credit: Credit
    helper: Person | None


def wish_of(lesson: Lesson) -> SecondUnitWish | None:
    if not may_be_referred_to(lesson, SecondUnitWish.lesson):
        return None
    return _wish_of.first(lesson=lesson.id)


_wish_of = Prepared(
    lambda: SecondUnitWish.select().where(SecondUnitWish.lesson == Parameter("lesson"))
)


def open_wishes(rows: Iterable[Lesson]) -> list[Lesson]:
    """Those of some lessons with a wish that are emerging still; most days there are none."""
    found = list(rows)
    if not found:
        return []
    statuses = statuses_of([row.id for row in found])
    return [row for row in found if statuses[row.id] is LessonStatus.emerging]


def lessons_with_wish(viewer: Person) -> peewee.ModelSelect:
    """The lessons that the viewer may see and for which somebody who is here wished, the
    oldest wish first; joined with the attempt.
    """
    return (
        Lesson.select(Lesson, Experiment)
        .join(Experiment)
        .join_from(Lesson, SecondUnitWish)
        .join(Person, on=SecondUnitWish.by)
        .where(is_visible(viewer), Person.disabled_at.is_null())
        .order_by(SecondUnitWish.at, SecondUnitWish.id)
    )


def wish_for(viewer: Person, on: dt.date) -> Wish | None:
    """One wish for somebody in another unit that meets the same people.

    Their unit has tried something on the same platform, or with the same stakeholder,
    that the viewer may see. Each day another one of several is shown.
    """
    wished = [id for (id,) in _wished.rows()]
    if not wished:  # as on most days
        return None
    found = rows_for(viewer, "wishes of others", _wishes_of_others, lessons=wished)
    rows = open_wishes(found)
    rows = [row for row in rows if not row.experiment.is_author(viewer)]
    if not rows:
        return None
    lesson = rows[(viewer.id + on.toordinal()) % len(rows)]
    credit = credited(lesson.experiment, viewer)
    return Wish(lesson, credit, _helper(lesson, credit))


def wishes_to_ask() -> Question:
    """What `wish_for` asks first."""
    return _wished.question()


_wished = Prepared(
    lambda: (
        SecondUnitWish.select(SecondUnitWish.lesson)
        .order_by(SecondUnitWish.at, SecondUnitWish.id)
        .limit(MOST_WISHES)
        .tuples()
    )
)


def _wishes_of_others(reader: ViewerParameter) -> peewee.ModelSelect:
    """The lessons with a wish of other units that the reader's own has tried alike."""
    Own = Experiment.alias()
    alike = Own.select(Own.id).where(
        Own.unit == reader.unit_id,
        is_visible(reader, Own),
        Own.published_at.is_null(False),
    )
    # Apart, so that each finds its rows in an index
    there = alike.where(Own.platform == Experiment.platform)
    them = alike.where(Own.stakeholder == Experiment.stakeholder)
    return lessons_with_wish(reader).where(
        Lesson.id.in_(IdsParameter("lessons")),
        Experiment.unit != reader.unit_id,
        fn.EXISTS(there) | fn.EXISTS(them),
    )


def helpers_of(parents: Iterable[Experiment], viewer: Person) -> list[Person]:
    """The people who offer to help with a plan that builds on their attempts."""
    ids = [parent.id for parent in parents]
    if not ids:
        return []
    rows = open_wishes(lessons_with_wish(viewer).where(Experiment.id.in_(ids)))
    helpers = {}
    for row in rows:
        person = _helper(row, credited(row.experiment, viewer))
        if person:
            helpers[person.id] = person
    return [person for id, person in sorted(helpers.items()) if id != viewer.id]


def _helper(lesson: Lesson, credit: Credit) -> Person | None:
    """Who wished, if they are told as an author."""
    wish = wish_of(lesson)
    return next((one for one in credit.people if wish and one.id == wish.by_id), None)
