"""Local results: whether a lesson held where somebody used it."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person, Unit
from tracker.core.validation import N_, FieldError, raise_if_errors
from tracker.db import BaseModel, UTCDateTimeField
from tracker.lessons.models.lesson import Lesson


class LocalResult(BaseModel):
    """One person's answer to "did it hold with you?", of the unit the person was in.

    It is light evidence: it says where a lesson holds and does not change its status,
    which attempts alone do. The newest answer of a person stands.
    """

    lesson = peewee.ForeignKeyField(
        Lesson, backref="local_results", index=False, on_delete="CASCADE"
    )
    person = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    unit = peewee.ForeignKeyField(Unit, backref="+", on_delete="RESTRICT")
    held = peewee.BooleanField()
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("lesson", "person"), True),)

    # Making

    @classmethod
    def add(cls, lesson: Lesson, *, held: bool, by: Person, at: dt.datetime) -> None:
        """Record whether the lesson held with this person; replaces an earlier answer.

        Raises:
            ValidationFailed: It is the person's own lesson.
        """
        if lesson.experiment.is_author(by):
            own = N_("Your own lesson is for colleagues to try.")
            raise_if_errors([FieldError("", own)])
        answer = {cls.held: held, cls.unit: by.unit_id, cls.at: at}
        cls.insert({cls.lesson: lesson, cls.person: by} | answer).on_conflict(
            conflict_target=[cls.lesson, cls.person], update=answer
        ).execute()

    # Permissions

    @staticmethod
    def addable_by(person: Person, lesson: Lesson) -> bool:
        return not lesson.experiment.is_author(person)
