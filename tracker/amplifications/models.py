"""A lesson that somebody carries onward to their own unit."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person, Unit
from tracker.amplifications.enums import Place
from tracker.core.validation import N_, FieldError, length_errors, raise_if_errors
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.lessons.models import Lesson


class Amplification(BaseModel):
    """A lesson stands once in a unit, and once on the list of its next meeting.

    `brought_on` is the day on which the meeting talked about it.
    """

    is_pair = True

    lesson = peewee.ForeignKeyField(
        Lesson, backref="amplifications", index=False, on_delete="CASCADE"
    )
    unit = peewee.ForeignKeyField(Unit, backref="amplifications", on_delete="RESTRICT")
    person = peewee.ForeignKeyField(
        Person, backref="amplifications", on_delete="RESTRICT"
    )
    place = EnumCharField(Place)
    word = CheckedCharField(280, default="")
    at = UTCDateTimeField()
    brought_on = peewee.DateField(null=True)

    class Meta:
        indexes = ((("lesson", "unit", "place"), True),)
        constraints = [peewee.Check("brought_on IS NULL OR place = 'meeting'")]

    # Making

    @classmethod
    def add(
        cls, lesson: Lesson, *, place: Place, word: str, by: Person, at: dt.datetime
    ) -> None:
        """Carry a lesson to the person's unit; what stands there already stays as it is.

        Raises:
            ValidationFailed: The word is too long, or it would tell who a withheld
                author is.
        """
        errors = length_errors({"word": word}, cls)
        if not cls.addable_by(by, lesson):
            message = N_("You share this one without your name.")
            errors.append(FieldError("", message))
        raise_if_errors(errors)
        row = cls.insert(
            lesson=lesson, unit=by.unit_id, person=by, place=place, word=word, at=at
        )
        row.on_conflict_ignore().execute()

    # Verbs

    def bring(self, *, on: dt.date) -> None:
        """Record that the meeting has talked about it; it then stands among the others."""
        if self.brought_on is None:
            self.brought_on = on
            self.save(only=[Amplification.brought_on])

    def remove(self) -> None:
        self.delete_instance()

    # Permissions

    @staticmethod
    def addable_by(person: Person, lesson: Lesson) -> bool:
        """Whether a person may carry it: not a withheld author, whom it would point to."""
        experiment = lesson.experiment
        return not (experiment.is_withheld and experiment.is_author(person))

    def bringable_by(self, person: Person) -> bool:
        return person.unit_id == self.unit_id and self.place is Place.meeting

    def removable_by(self, person: Person) -> bool:
        return person.facilitates or person.id == self.person_id
