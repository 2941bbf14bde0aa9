"""Evidence for and against an assumption: concluded experiments, and their lessons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import peewee

from tracker.accounts.models import Person
from tracker.business_case.models.assumption import Assumption
from tracker.business_case.models.status import EvidenceItem
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.experiments.models import Experiment, Stage
from tracker.lessons.enums import EvidenceDirection
from tracker.lessons.models import Lesson, statuses_of

# Callbacks, run in the same transaction when the evidence has changed. The module
# `reopening` appends one: it imports this module and cannot be imported here.
AFTER_EVIDENCE: list[Callable[[dt.datetime], object]] = []


class CaseEvidence(BaseModel):
    """A concluded experiment, or its lesson, supports or contradicts an assumption.

    An experiment and its lesson are one piece of evidence and are not counted twice.
    """

    assumption = peewee.ForeignKeyField(
        Assumption, backref="evidence", index=False, on_delete="CASCADE"
    )
    experiment = peewee.ForeignKeyField(
        Experiment, backref="argues", on_delete="CASCADE"
    )
    lesson = peewee.ForeignKeyField(
        Lesson, backref="argues", null=True, on_delete="CASCADE"
    )
    bearing = EnumCharField(EvidenceDirection)
    note = CheckedCharField(500, default="")
    by = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("assumption", "experiment"), True),)

    # Making

    @classmethod
    def add(
        cls,
        assumption: Assumption,
        *,
        experiment: Experiment,
        bearing: EvidenceDirection,
        lesson: Lesson | None = None,
        note: str = "",
        by: Person,
        at: dt.datetime,
    ) -> CaseEvidence:
        """Add an experiment, or its lesson, as evidence for or against an assumption.

        Added again by the same person, the newer words replace the older ones.

        Raises:
            ValidationFailed: It cannot be evidence, a colleague has named it already,
                or the note is too long.
        """
        errors = case_evidence_problems(assumption, experiment, bearing)
        errors += length_errors({"note": note}, cls)
        raise_if_errors(errors)
        if lesson and lesson.experiment_id != experiment.id:
            lesson = None
        moment = experiment.moment(at)
        key = {"assumption": assumption, "experiment": experiment, "by": by}
        words = {"bearing": bearing, "note": note, "lesson": lesson, "at": moment}
        with cls._meta.database.atomic():
            cls._insert_or_update(key, words)
            _run_callbacks(moment)
        return cls.get(cls.assumption == assumption, cls.experiment == experiment)

    # Verbs

    def withdraw(self, at: dt.datetime) -> None:
        """Delete the evidence; the assumption's status no longer counts it."""
        with self._meta.database.atomic():
            self.delete_instance()
            _run_callbacks(at)

    # Permissions

    def withdrawable_by(self, person: Person) -> bool:
        return person.id == self.by_id or person.facilitates or person.leads

    # Private

    @classmethod
    def _insert_or_update(cls, key: dict, words: dict) -> None:
        """Insert the row, or change the person's own; a colleague's row is an error."""
        new = cls.insert(key | words).on_conflict_ignore().as_rowcount()
        if new.execute():
            return
        own = (
            (cls.assumption == key["assumption"])
            & (cls.experiment == key["experiment"])
            & (cls.by == key["by"])
        )
        if not cls.update(words).where(own).execute():
            named = N_("A colleague has named this attempt already.")
            raise ValidationFailed(FieldError("experiment", named))


def _run_callbacks(at: dt.datetime) -> None:
    for callback in AFTER_EVIDENCE:
        callback(at)


def case_evidence_problems(
    assumption: Assumption | None,
    experiment: Experiment | None,
    bearing: EvidenceDirection | None,
) -> list[FieldError]:
    """The errors of an experiment as evidence for or against an assumption."""
    values = {"assumption": assumption, "bearing": bearing}
    errors = required(values, ["assumption", "bearing"])
    if experiment is None or experiment.stage is not Stage.concluded:
        open_ = N_("Choose an attempt that is concluded.")
        errors.append(FieldError("experiment", open_))
    if assumption is not None and assumption.removed_at is not None:
        removed = N_("This assumption has been taken out.")
        errors.append(FieldError("assumption", removed))
    return errors


def evidence_by_assumption(assumptions: list[int]) -> dict[int, list[EvidenceItem]]:
    """The evidence of each assumption, by its id. Four queries, however many."""
    rows = list(
        CaseEvidence.select()
        .where(CaseEvidence.assumption.in_(assumptions or [0]))
        .order_by(CaseEvidence.id)
    )
    standings = statuses_of(row.lesson_id for row in rows if row.lesson_id)
    pieces: dict[int, list[EvidenceItem]] = {id: [] for id in assumptions}
    for row in rows:
        pieces[row.assumption_id].append(
            EvidenceItem(row.bearing, standings.get(row.lesson_id))
        )
    return pieces
