"""Retirement: a lesson that is no longer true is kept, and says why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import peewee

from tracker.accounts.models import Person, Role
from tracker.core.reference import any_may_be_referred_to
from tracker.core.validation import length_errors, raise_if_errors, required
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.lessons.models.lesson import Lesson
from tracker.lessons.models.recall import recall_fallen, statuses
from tracker.prepared import IdsParameter, Prepared


class Retirement(BaseModel):
    """The retirement of a lesson, with its reason."""

    lesson = peewee.ForeignKeyField(
        Lesson, backref="retirements", unique=True, on_delete="CASCADE"
    )
    by = peewee.ForeignKeyField(Person, on_delete="RESTRICT")
    at = UTCDateTimeField()
    reason = CheckedCharField(500)

    class Meta:
        constraints = [peewee.Check("reason <> ''")]

    # Making

    @classmethod
    def add(cls, lesson: Lesson, *, reason: str, by: Person, at: dt.datetime) -> None:
        """Retire a lesson; if it is retired already, the first reason is kept.

        Those who depend on it are told.

        Raises:
            ValidationFailed: There is no reason, or it is too long.
        """
        errors = required({"reason": reason}, ["reason"])
        errors += length_errors({"reason": reason}, cls)
        raise_if_errors(errors)
        experiment = lesson.experiment
        with cls._meta.database.atomic():
            before = statuses(lesson.pool())
            row = cls.insert(lesson=lesson, reason=reason, by=by, at=at)
            row.on_conflict_ignore().execute()
            recall_fallen(
                before,
                cause=f"lesson={lesson.id}:retired={at.date()}",
                by=experiment.signed(by),
                at=experiment.moment(at),
            )

    # Verbs

    @classmethod
    def lift(cls, lesson: Lesson) -> None:
        """Undo the retirement: the status comes from the evidence again."""
        pool = [row.id for row in lesson.pool()]
        cls.delete().where(cls.lesson.in_(pool)).execute()

    # Predicates

    @classmethod
    def of(cls, lessons: Sequence[Lesson]) -> Retirement | None:
        """The retirement of a lesson, or of one that says the same."""
        if not any_may_be_referred_to(lessons, cls.lesson):
            return None
        return _oldest_of.first(lessons=[lesson.id for lesson in lessons])

    # Permissions

    @staticmethod
    def addable_by(person: Person, lesson: Lesson) -> bool:
        return person.role is Role.facilitator or lesson.experiment.is_author(person)

    @staticmethod
    def liftable_by(person: Person) -> bool:
        return person.role is Role.facilitator


_oldest_of = Prepared(
    lambda: (
        Retirement.select()
        .where(Retirement.lesson.in_(IdsParameter("lessons")))
        .order_by(Retirement.id)
        .limit(1)
    )
)
