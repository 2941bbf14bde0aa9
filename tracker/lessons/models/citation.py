"""Citations: the lessons that a clause of a guideline rests on."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.db import BaseModel, UTCDateTimeField
from tracker.guidelines.models import Clause
from tracker.lessons.models.lesson import Lesson


class Citation(BaseModel):
    """A clause rests on a lesson."""

    clause = peewee.ForeignKeyField(
        Clause, backref="citations", index=False, on_delete="CASCADE"
    )
    lesson = peewee.ForeignKeyField(Lesson, backref="citations", on_delete="CASCADE")
    by = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("clause", "lesson"), True),)

    # Making

    @classmethod
    def add(
        cls, clause: Clause, lesson: Lesson, *, by: Person, at: dt.datetime
    ) -> None:
        """Let a clause rest on a lesson; a second time changes nothing."""
        row = cls.insert(clause=clause, lesson=lesson, by=by, at=at)
        row.on_conflict_ignore().execute()

    # Verbs

    @classmethod
    def remove(cls, clause: Clause, lesson: Lesson) -> None:
        """The clause no longer rests on the lesson."""
        cls.delete().where(cls.clause == clause, cls.lesson == lesson).execute()

    # Permissions

    @staticmethod
    def changeable_by(person: Person) -> bool:
        return Clause.editable_by(person)
