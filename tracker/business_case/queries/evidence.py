"""What speaks for and against an assumption, as far as the viewer may see it; and what else may."""

from __future__ import annotations

from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person
from tracker.business_case.models import Assumption, CaseEvidence
from tracker.business_case.models.status import lesson_standings
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries import similar, visibly
from tracker.experiments.queries.search import Row, rows_of
from tracker.lessons.enums import Bearing
from tracker.lessons.enums import Standing as LessonStanding


@dataclass(frozen=True)
class Behind:
    """One piece of evidence that the viewer may see.

    `standing` is the lesson's, where the lesson is the evidence.
    """

    evidence: CaseEvidence
    row: Row
    standing: LessonStanding | None

    @property
    def weakened(self) -> bool:
        """Whether it weighs less than it did, or nothing."""
        return self.standing in (LessonStanding.contested, LessonStanding.retired)


def behind(
    assumption: Assumption, viewer: Person
) -> tuple[dict[Bearing, list[Behind]], dict[Bearing, int]]:
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
    standings = lesson_standings(one.lesson_id for one in said if one.lesson_id)
    shown = {
        bearing: [
            Behind(one, rows[one.experiment_id], standings.get(one.lesson_id))
            for one in said
            if one.bearing is bearing and one.experiment_id in rows
        ]
        for bearing in Bearing
    }
    unseen = {
        bearing: sum(one.bearing is bearing for one in said) - len(shown[bearing])
        for bearing in Bearing
    }
    return shown, unseen


def likely(assumption: Assumption, text: str, viewer: Person) -> list[Row]:
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
    return rows.where(Assumption.dropped_at.is_null(), visibly(viewer))
