"""The wish that another unit tries what one attempt has taught."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError, raise_if_errors
from tracker.db import BaseModel, UTCDateTimeField
from tracker.lessons.enums import LessonStatus
from tracker.lessons.models.lesson import Lesson
from tracker.lessons.models.status import statuses_of


class SecondUnitWish(BaseModel):
    """An author's wish that another unit tries it, and the offer to help.

    It is over as soon as the lesson is no longer emerging, whichever way it went.
    """

    lesson = peewee.ForeignKeyField(
        Lesson, backref="second_unit_wishes", unique=True, on_delete="CASCADE"
    )
    by = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    at = UTCDateTimeField()

    # Making

    @classmethod
    def add(cls, lesson: Lesson, *, by: Person, at: dt.datetime) -> None:
        """Wish for another unit; said twice, it stands once.

        Raises:
            ValidationFailed: More than one attempt speaks for it, or one against it.
        """
        if statuses_of([lesson.id])[lesson.id] is not LessonStatus.emerging:
            tried = N_("More than one attempt has tried it already.")
            raise_if_errors([FieldError("", tried)])
        moment = lesson.experiment.moment(at)
        cls.insert(lesson=lesson, by=by, at=moment).on_conflict_ignore().execute()

    # Verbs

    @classmethod
    def withdraw(cls, lesson: Lesson) -> None:
        """Delete the wish, if there is one."""
        cls.delete().where(cls.lesson == lesson).execute()

    # Permissions

    @staticmethod
    def changeable_by(person: Person, lesson: Lesson) -> bool:
        return lesson.experiment.is_author(person)
