"""Reuse: "I used this", in one line."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import FormSubmission, Person
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.jobs.models import Job
from tracker.lessons.models.lesson import Lesson
from tracker.revision import Revision

MOST_HOURS = 100_000
TOLD_TODAY = N_("You have told it today already. Tomorrow is another day.")


class Reuse(BaseModel):
    """A person used a colleague's lesson; at most one row a day and person."""

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
        """Record that a person used a lesson; its author is thanked with the note.

        Args:
            hours: Hours saved, if known.
            submission: The hidden key of the form; a form sent twice counts once.

        Raises:
            ValidationFailed: A value is missing or impossible, the lesson is the
                person's own, or the use was recorded today already.
        """

        def make() -> Reuse:
            return cls._create(lesson, note, hours, by, at, on)

        form = f"reuse of {lesson.id}"
        try:
            FormSubmission.once(cls, make, by=by, key=submission, form=form, at=at)
        except peewee.IntegrityError as error:
            raise ValidationFailed(FieldError("note", TOLD_TODAY)) from error

    # Verbs

    def amend(self, *, note: str, hours: float | None = None) -> None:
        """Change the words and the hours; the day stays.

        Raises:
            ValidationFailed: A value is missing or impossible.
        """
        raise_if_errors(reuse_problems({"note": note, "hours": hours}))
        self.note = note
        self.hours = hours
        with self._meta.database.atomic():
            self.save()
            Revision.advance()

    def withdraw(self) -> None:
        """Delete the reuse; the author's notice goes with it, or is not sent."""
        with self._meta.database.atomic():
            Job.cancel("tell", what="reuse", reuse=self.id)
            self.delete_instance()
            Revision.advance()

    # Permissions

    def editable_by(self, person: Person) -> bool:
        return person.id == self.person_id

    @staticmethod
    def addable_by(person: Person, lesson: Lesson) -> bool:
        return not _own(lesson, person)

    # Private

    @classmethod
    def _create(
        cls,
        lesson: Lesson,
        note: str,
        hours: float | None,
        by: Person,
        at: dt.datetime,
        on: dt.date,
    ) -> Reuse:
        errors = reuse_problems({"note": note, "hours": hours})
        raise_if_errors(errors + _own(lesson, by))
        reuse = cls.create(
            lesson=lesson, person=by, note=note, hours=hours, used_on=on, at=at
        )
        reuse._notify(at)
        return reuse

    def _notify(self, at: dt.datetime) -> None:
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
    """The errors of a reuse: a note is required, and the hours must be possible."""
    hours = said.get("hours") or 0
    errors = required(said, ["note"])
    errors += length_errors(said, Reuse)
    if hours < 0:
        errors.append(FieldError("hours", N_("This cannot be less than zero.")))
    if hours > MOST_HOURS:
        too_large = N_("This number is larger than what fits here.")
        errors.append(FieldError("hours", too_large))
    return errors


def _own(lesson: Lesson, person: Person) -> list[FieldError]:
    if lesson.experiment.is_author(person):
        return [FieldError("", N_("Your own lesson is for colleagues to use."))]
    return []
