"""What speaks for and against an assumption: concluded attempts, and the lessons they taught."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import peewee

from tracker.accounts.models import Person
from tracker.business_case.models.assumption import Assumption
from tracker.business_case.models.status import EvidenceItem, lesson_statuses
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.experiments.models import Experiment, Stage
from tracker.lessons.enums import EvidenceDirection
from tracker.lessons.models import Lesson

# What is done, in the same transaction, when the evidence has changed: a reopening, which
# is made from the evidence, appends its function of the moment.
AFTER_EVIDENCE: list[Callable[[dt.datetime], object]] = []


class CaseEvidence(BaseModel):
    """One concluded attempt, by itself or by the lesson that it taught, supports or
    contradicts one assumption.

    An attempt and its lesson are one piece: the same experience is not counted twice.
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
        """Say that an attempt, or its lesson, supports or contradicts an assumption; an
        assumption that is refuted by it reopens
        what leaders signed. Said again by the same person, the newer words stand.

        Args:
            lesson: The lesson that it taught, where that is the evidence: then it
                weighs as much as the lesson does.

        Raises:
            ValidationFailed: The attempt is not concluded, the assumption was taken
                out, a colleague has named the attempt already, or the note is too long.
        """
        raise_if_errors(
            *case_evidence_problems(assumption, experiment, bearing),
            *length_errors({"note": note}, cls),
        )
        lesson = lesson if lesson and lesson.experiment_id == experiment.id else None
        said = {
            "bearing": bearing,
            "note": note,
            "lesson": lesson,
            "at": experiment.moment(at),
        }
        with cls._meta.database.atomic():
            row = {cls.assumption: assumption, cls.experiment: experiment, cls.by: by}
            row |= {getattr(cls, name): value for name, value in said.items()}
            if not cls.insert(row).on_conflict_ignore().as_rowcount().execute():
                same = (
                    cls.assumption == assumption,
                    cls.experiment == experiment,
                    cls.by == by,
                )
                mine = cls.update(**said).where(*same).execute()
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
            for act in AFTER_EVIDENCE:
                act(experiment.moment(at))
        return cls.get(cls.assumption == assumption, cls.experiment == experiment)

    # Verbs

    def withdraw(self, at: dt.datetime) -> None:
        """Take it back; the assumption stands as if it had never been said."""
        with self._meta.database.atomic():
            self.delete_instance()
            for act in AFTER_EVIDENCE:
                act(at)

    # Permissions

    def withdrawable_by(self, person: Person) -> bool:
        return person.id == self.by_id or person.facilitates or person.leads


def case_evidence_problems(
    assumption: Assumption | None,
    experiment: Experiment | None,
    bearing: EvidenceDirection | None,
) -> list[FieldError]:
    """What keeps an attempt from being evidence for or against an assumption."""
    concluded = experiment is not None and experiment.stage is Stage.concluded
    gone = assumption is not None and assumption.removed_at is not None
    return [
        *required(
            {"assumption": assumption, "bearing": bearing}, ["assumption", "bearing"]
        ),
        *(
            []
            if concluded
            else [FieldError("experiment", N_("Choose an attempt that is concluded."))]
        ),
        *(
            [FieldError("assumption", N_("This assumption has been taken out."))]
            if gone
            else []
        ),
    ]


def evidence_by_assumption(assumptions: list[int]) -> dict[int, list[EvidenceItem]]:
    """What speaks for and against each assumption, by its id. Four queries, however many."""
    rows = list(
        CaseEvidence.select()
        .where(CaseEvidence.assumption.in_(assumptions or [0]))
        .order_by(CaseEvidence.id)
    )
    standings = lesson_statuses(row.lesson_id for row in rows if row.lesson_id)
    pieces: dict[int, list[EvidenceItem]] = {id: [] for id in assumptions}
    for row in rows:
        pieces[row.assumption_id].append(
            EvidenceItem(row.bearing, standings.get(row.lesson_id))
        )
    return pieces
