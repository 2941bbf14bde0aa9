"""Evidence: another experiment supports or contradicts a lesson."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person, Role
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.experiments.models import Experiment, Stage
from tracker.jobs.models import Job
from tracker.lessons.enums import EvidenceDirection
from tracker.lessons.models.lesson import Lesson
from tracker.lessons.models.recall import recall_fallen, statuses


class Evidence(BaseModel):
    """One concluded experiment supports or contradicts one lesson."""

    lesson = peewee.ForeignKeyField(
        Lesson, backref="evidence", index=False, on_delete="CASCADE"
    )
    experiment = peewee.ForeignKeyField(
        Experiment, backref="bears_on", on_delete="CASCADE"
    )
    bearing = EnumCharField(EvidenceDirection)
    note = CheckedCharField(500, default="")
    by = peewee.ForeignKeyField(Person, on_delete="RESTRICT")
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("lesson", "experiment"), True),)

    # Making

    @classmethod
    def add(
        cls,
        lesson: Lesson,
        *,
        experiment: Experiment,
        bearing: EvidenceDirection,
        note: str = "",
        by: Person,
        at: dt.datetime,
    ) -> Evidence:
        """Add the experiment as evidence for or against a lesson.

        Added again by the same person, the newer words replace the older ones. Where
        it makes the lesson contested, those who depend on it are told.

        Raises:
            ValidationFailed: The experiment cannot be evidence, a colleague has named
                it already, or the note is too long.
        """
        errors = evidence_problems(lesson, experiment)
        errors += length_errors({"note": note}, cls)
        raise_if_errors(errors)
        key = {"lesson": lesson, "experiment": experiment, "by": by}
        words = {"bearing": bearing, "note": note, "at": at}
        with cls._meta.database.atomic():
            before = statuses(lesson.pool())
            is_new = cls._insert_or_update(key, words)
            evidence = cls.get(cls.lesson == lesson, cls.experiment == experiment)
            if is_new:
                evidence._notify()
            recall_fallen(
                before,
                cause=f"lesson={lesson.id}:against={experiment.id}",
                by=experiment.signed(by),
                at=experiment.moment(at),
                against=experiment.id,
            )
        return evidence

    # Verbs

    def withdraw(self) -> None:
        """Delete the evidence; the lesson's status no longer counts it."""
        self.delete_instance()

    # Permissions

    def withdrawable_by(self, person: Person) -> bool:
        return person.id == self.by_id or person.role is Role.facilitator

    # Private

    @classmethod
    def _insert_or_update(cls, key: dict, words: dict) -> bool:
        """Insert the row, or change the person's own; returns whether it is new."""
        new = cls.insert(key | words).on_conflict_ignore().as_rowcount()
        if new.execute():
            return True
        own = (
            (cls.lesson == key["lesson"])
            & (cls.experiment == key["experiment"])
            & (cls.by == key["by"])
        )
        if not cls.update(words).where(own).execute():
            named = N_("A colleague has named this attempt already.")
            raise ValidationFailed(FieldError("experiment", named))
        return False

    def _notify(self) -> None:
        experiment = self.experiment
        Job.enqueue(
            "tell",
            at=experiment.moment(self.at),
            what="evidence",
            by=experiment.signed(self.by),
            experiment=self.lesson.experiment_id,
            lesson=self.lesson_id,
            source=experiment.id,
            bearing=self.bearing.value,
        )


def evidence_problems(
    lesson: Lesson, experiment: Experiment | None
) -> list[FieldError]:
    """The errors of an experiment as evidence for or against a lesson."""
    if experiment is None:
        return [FieldError("experiment", N_("Choose an attempt that is concluded."))]
    if experiment.id == lesson.experiment_id:
        return [
            FieldError(
                "experiment", N_("This attempt taught the lesson, and counts already.")
            )
        ]
    if experiment.stage is Stage.concluded:
        return []
    return [FieldError("experiment", N_("Choose an attempt that is concluded."))]
