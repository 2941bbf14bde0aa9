"""What speaks for and against an assumption, as far as the viewer may see it; and what else may."""

from __future__ import annotations

from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person
from tracker.business_case.models import Assumption, CaseEvidence
from tracker.business_case.models.status import lesson_statuses
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries import is_visible, similar
from tracker.experiments.queries.search import ExperimentRow, rows_of
from tracker.lessons.enums import EvidenceDirection
from tracker.lessons.enums import LessonStatus as LessonStanding


@dataclass(frozen=True)
class EvidenceView:
    """One piece of evidence that the viewer may see.

    `standing` is the lesson's, where the lesson is the evidence.
    """

    evidence: CaseEvidence
    row: ExperimentRow
    status: LessonStanding | None

    @property
    def weakened(self) -> bool:
        """Whether it weighs less than it did, or nothing."""
        return self.status in (LessonStanding.contested, LessonStanding.retired)


def evidence_of(
    assumption: Assumption, viewer: Person
) -> tuple[dict[EvidenceDirection, list[EvidenceView]], dict[EvidenceDirection, int]]:
    """What speaks for it and against it, and how many more of each only others may see.

    Never who said so.
    """
    said = list(
        CaseEvidence.select()
        .where(CaseEvidence.assumption == assumption)
        .order_by(CaseEvidence.id)
    )
    rows = {
        row.experiment.id: row
        for row in rows_of([one.experiment_id for one in said], viewer)
    }
    standings = lesson_statuses(one.lesson_id for one in said if one.lesson_id)
    shown = {
        bearing: [
            EvidenceView(one, rows[one.experiment_id], standings.get(one.lesson_id))
            for one in said
            if one.bearing is bearing and one.experiment_id in rows
        ]
        for bearing in EvidenceDirection
    }
    unseen = {
        bearing: sum(one.bearing is bearing for one in said) - len(shown[bearing])
        for bearing in EvidenceDirection
    }
    return shown, unseen


def suggested_attempts(
    assumption: Assumption, text: str, viewer: Person
) -> list[ExperimentRow]:
    """At most five concluded attempts that share the most telling words with a text,
    and are no evidence here yet.
    """
    said = {
        id
        for (id,) in (
            CaseEvidence.select(CaseEvidence.experiment)
            .where(CaseEvidence.assumption == assumption)
            .tuples()
        )
    }
    rows = similar(text, viewer)
    return [
        row
        for row in rows
        if row.experiment.stage is Stage.concluded and row.experiment.id not in said
    ]


def evidence_seen_by(viewer: Person) -> peewee.ModelSelect:
    """Evidence of assumptions that stand, by attempts that the viewer may see; joined with both."""
    rows = (
        CaseEvidence.select(CaseEvidence, Assumption)
        .join(Assumption)
        .join_from(CaseEvidence, Experiment)
    )
    return rows.where(Assumption.removed_at.is_null(), is_visible(viewer))
