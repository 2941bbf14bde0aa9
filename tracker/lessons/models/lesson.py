"""The lesson: one sentence that colleagues may use, and how well it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import peewee

from tracker.accounts.models import Person
from tracker.core.fields import described
from tracker.core.imports import importable
from tracker.core.validation import N_
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.experiments.models import Experiment
from tracker.lessons.enums import EvidenceDirection, LessonStatus
from tracker.search import normalised

A_YEAR = dt.timedelta(days=365)


class Lesson(BaseModel):
    """What colleagues may use: one sentence, and when it holds."""

    experiment = peewee.ForeignKeyField(
        Experiment, backref="lessons", unique=True, on_delete="CASCADE"
    )
    statement = described(
        importable(
            CheckedCharField(280),
            "learning læring erfaring lessons learnings læringer erfaringer lærdom "
            "lærdomme vi_lærte hvad_lærte_vi det_lærte_vi hvad_har_vi_lært "
            "what_we_learned what_did_we_learn",
            name="lesson",
        ),
        N_("It taught us that …"),
        searched=True,
        personal=True,
    )
    context = described(
        CheckedCharField(1000, default=""),
        N_("It holds when …"),
        searched=True,
        personal=True,
    )
    review_by = peewee.DateField(null=True)
    stated_at = UTCDateTimeField()
    words = peewee.TextField(default="")

    class Meta:
        indexes = (
            (("stated_at", "id"), False),
            # What counting what became of lessons needs, so that it reads no row
            (("id", "experiment", "stated_at"), False),
        )

    # Making

    @classmethod
    def state(
        cls,
        experiment: Experiment,
        statement: str,
        context: str = "",
        *,
        at: dt.datetime,
    ) -> Lesson:
        """State the lesson of an experiment.

        In a year its authors are asked whether it is still true.
        """
        words = normalised(statement, context)
        review_by = (at + A_YEAR).date()
        return cls.create(
            experiment=experiment,
            statement=statement,
            context=context,
            stated_at=at,
            words=words,
            review_by=review_by,
        )

    # Verbs

    def restate(self, statement: str, context: str) -> None:
        """Say it better; the history of the experiment keeps what it said."""
        self.statement = statement
        self.context = context
        self.words = normalised(statement, context)
        self.save()

    def still_holds(self, on: dt.date) -> None:
        """Say that it is still true; it is asked again in a year."""
        self.review_by = on + A_YEAR
        self.save()

    # Predicates

    @property
    def is_retired(self) -> bool:
        return self.retirements.exists()

    @property
    def status(self) -> LessonStatus:
        """How well it stands, from the rows; `queries.standing()` says the same in SQL."""
        behind = [(row.bearing, row.experiment.unit_id) for row in self.evidence]
        return status_of(self.experiment.unit_id, behind, retired=self.is_retired)

    # Permissions

    def reviewable_by(self, person: Person) -> bool:
        return self.experiment.is_author(person)


def status_of(
    unit: int,
    evidence: Iterable[tuple[EvidenceDirection, int]],
    *,
    retired: bool = False,
) -> LessonStatus:
    """How well a lesson stands. Derived, never typed.

    The attempt that taught it is its first piece of supporting evidence, so a lesson is
    born *emerging*. One more attempt that supports it makes it *supported*; three in
    all, from two units or more, make it *confirmed*. A single attempt against it makes
    it *contested*, and a retirement says more than any of them.

    Args:
        unit: The unit of the attempt that taught it.
        evidence: The bearing of each other attempt, and its unit.
    """
    evidence = list(evidence)
    supporting = [
        unit,
        *(
            where
            for bearing, where in evidence
            if bearing is EvidenceDirection.supports
        ),
    ]
    if retired:
        return LessonStatus.retired
    if len(supporting) <= len(evidence):
        return LessonStatus.contested
    if len(supporting) >= 3 and len(set(supporting)) >= 2:
        return LessonStatus.confirmed
    if len(supporting) >= 2:
        return LessonStatus.supported
    return LessonStatus.emerging
