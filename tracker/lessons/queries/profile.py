"""The lessons on the pages of a person and of a unit."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person, Unit
from tracker.experiments.models import CoAuthor, Experiment
from tracker.experiments.queries import is_visible, of_units
from tracker.experiments.queries.profile import published
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion, Lesson, Retirement, Reuse

NEWEST_LESSONS = [(Lesson.stated_at, "stated_at", dt.datetime), (Lesson.id, "id", int)]


def did_not_hold(leader: Person, viewer: Person) -> list[int]:
    """Ids of a leader's own refuted experiments shared by name, the newest first.

    It is only called for leaders.
    """
    told = Conclusion.select(Conclusion.experiment).where(
        Conclusion.outcome == Outcome.refuted
    )
    rows = published(viewer).where(
        Experiment.author == leader, ~Experiment.withheld, Experiment.id.in_(told)
    )
    return [
        id
        for id, _ in (
            rows.order_by(Experiment.published_at.desc(), Experiment.id.desc())
            .limit(10)
            .tuples()
        )
    ]


def lessons_in(unit: Unit, viewer: Person) -> peewee.ModelSelect:
    """Lessons of a unit that the viewer may see, joined with their experiments."""
    return (
        Lesson.select(Lesson, Experiment)
        .join(Experiment)
        .where(is_visible(viewer), of_units([unit.id]))
    )


def uses_of_lessons_by(person: Person) -> peewee.ModelSelect:
    """The reuses of a person's lessons, the newest first; joined with person and lesson."""
    rows = (
        Reuse.select(Reuse, Person, Unit, Lesson)
        .join(Person)
        .join(Unit)
        .join_from(Reuse, Lesson)
        .join(Experiment)
    )
    return rows.where(_own(person)).order_by(Reuse.id.desc())


def due_for_review(person: Person, on: dt.date) -> peewee.ModelSelect:
    """A person's lessons that are due for the question "still true?", the longest due first."""
    retired = Retirement.select(Retirement.lesson)
    due = (
        Lesson.select(Lesson, Experiment)
        .join(Experiment)
        .where(Lesson.review_by <= on, Lesson.id.not_in(retired))
    )
    return due.where(_own(person)).order_by(Lesson.review_by, Lesson.id)


def _own(person: Person):
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == person)
    return (Experiment.author == person) | Experiment.id.in_(together)
