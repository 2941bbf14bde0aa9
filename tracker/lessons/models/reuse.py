"""Reuse: "I used this", in one line."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import FormSubmission, Person
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.jobs.models import Job
from tracker.lessons.models.lesson import Lesson

MOST_HOURS = 100_000


class Reuse(BaseModel):
    """Somebody used a colleague's lesson.

    Once a day and person, so that no impatient click counts twice.
    """

    lesson = peewee.ForeignKeyField(
        Lesson, backref="reuses", index=False, on_delete="CASCADE"
    )
    person = peewee.ForeignKeyField(Person, backref="reuses", on_delete="RESTRICT")
    note = CheckedCharField(280)
    hours = peewee.DoubleField(null=True)
    used_on = peewee.DateField()
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("lesson", "person", "used_on"), True),)
        constraints = [peewee.Check("hours >= 0"), peewee.Check("note <> ''")]

    # Making

    @classmethod
    def add(
        cls,
        lesson: Lesson,
        *,
        note: str,
        hours: float | None = None,
        by: Person,
        at: dt.datetime,
        on: dt.date,
        submission: str = "",
    ) -> None:
        """Tell that one used a lesson; its author is thanked in these words.

        Args:
            hours: Hours saved, where anybody knows.
            on: Today.
            submission: The hidden key of the form: sent twice, it tells once.

        Raises:
            ValidationFailed: It is one's own lesson, was told today already, lacks its
                words, or the hours make no sense.
        """

        def make() -> Reuse:
            said = {"note": note, "hours": hours}
            raise_if_errors(*reuse_problems(said), *_own(lesson, by))
            reuse = cls.create(lesson=lesson, person=by, used_on=on, at=at, **said)
            reuse._tell(at)
            return reuse

        form = f"reuse of {lesson.id}"
        try:
            FormSubmission.once(cls, make, by=by, key=submission, form=form, at=at)
        except peewee.IntegrityError:
            today = N_("You have told it today already. Tomorrow is another day.")
            raise_if_errors(FieldError("note", today))

    # Permissions

    @staticmethod
    def addable_by(person: Person, lesson: Lesson) -> bool:
        return not _own(lesson, person)

    # Private

    def _tell(self, at: dt.datetime) -> None:
        """Thank the author."""
        Job.enqueue(
            "tell",
            at=at,
            what="reuse",
            by=self.person_id,
            experiment=self.lesson.experiment_id,
            lesson=self.lesson_id,
            reuse=self.id,
        )


def reuse_problems(said: dict) -> list[FieldError]:
    """One line is needed; hours are none, or a number that can be true."""
    hours = said.get("hours")
    return [
        *required(said, ["note"]),
        *length_errors(said, Reuse),
        *(
            [FieldError("hours", N_("This cannot be less than zero."))]
            if hours is not None and hours < 0
            else []
        ),
        *(
            [FieldError("hours", N_("This number is larger than what fits here."))]
            if (hours or 0) > MOST_HOURS
            else []
        ),
    ]


def _own(lesson: Lesson, person: Person) -> list[FieldError]:
    if lesson.experiment.is_author(person):
        return [FieldError("", N_("Your own lesson is for colleagues to use."))]
    return []
