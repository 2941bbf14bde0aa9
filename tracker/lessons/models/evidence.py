"""Evidence: what another attempt says for or against a lesson."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person, Role
from tracker.core.validation import N_, FieldError, length_errors, raise_if_errors
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.experiments.models import Experiment, Stage
from tracker.jobs.models import Job
from tracker.lessons.enums import EvidenceDirection
from tracker.lessons.models.lesson import Lesson


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
        """Say that an experiment supports or contradicts a lesson.

        Said again by the same person, the newer words stand.

        Raises:
            ValidationFailed: The experiment is not concluded, is the one that taught
                the lesson, or somebody else has named it already; or the note is too
                long.
        """
        raise_if_errors(
            *evidence_problems(lesson, experiment), *length_errors({"note": note}, cls)
        )
        with cls._meta.database.atomic():
            said = {"bearing": bearing, "note": note, "at": at}
            values = {cls.lesson: lesson, cls.experiment: experiment, cls.by: by}
            values |= {getattr(cls, name): value for name, value in said.items()}
            new = cls.insert(values).on_conflict_ignore().as_rowcount().execute()
            if not new:
                mine = (
                    cls.update(**said)
                    .where(
                        cls.lesson == lesson, cls.experiment == experiment, cls.by == by
                    )
                    .execute()
                )
                raise_if_errors(
                    *(
                        []
                        if mine
                        else [
                            FieldError(
                                "experiment",
                                N_("A colleague has named this attempt already."),
                            )
                        ]
                    )
                )
            else:
                told = {
                    "lesson": lesson.id,
                    "source": experiment.id,
                    "bearing": bearing.value,
                }
                told |= {
                    "by": experiment.signed(by),
                    "experiment": lesson.experiment_id,
                }
                Job.enqueue("tell", at=experiment.moment(at), what="evidence", **told)
        return cls.get(cls.lesson == lesson, cls.experiment == experiment)

    # Verbs

    def withdraw(self) -> None:
        """Take it back; the lesson stands as if it had never been said."""
        self.delete_instance()

    # Permissions

    def withdrawable_by(self, person: Person) -> bool:
        return person.id == self.by_id or person.role is Role.facilitator


def evidence_problems(
    lesson: Lesson, experiment: Experiment | None
) -> list[FieldError]:
    """What keeps an experiment from being evidence for or against a lesson."""
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
