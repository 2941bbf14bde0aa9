"""The visible evidence of an assumption, and experiments that may become evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person
from tracker.business_case.models import Assumption, CaseEvidence
from tracker.business_case.models.version import titles_of
from tracker.concerns.queries import withdrawn_since
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries import is_visible, similar
from tracker.experiments.queries.row import ExperimentRow, rows_of
from tracker.lessons.enums import EvidenceDirection
from tracker.lessons.enums import LessonStatus as LessonStanding
from tracker.lessons.models import statuses_of


@dataclass(frozen=True)
class EvidenceView:
    """One piece of evidence that the viewer may see.

    Attributes:
        status: The status of the lesson that is the evidence; None for an experiment.
    """

    evidence: CaseEvidence
    row: ExperimentRow
    status: LessonStanding | None

    @property
    def weakened(self) -> bool:
        """Whether its weight is less than full."""
        return self.status in (LessonStanding.contested, LessonStanding.retired)


def evidence_of(
    assumption: Assumption, viewer: Person
) -> tuple[dict[EvidenceDirection, list[EvidenceView]], dict[EvidenceDirection, int]]:
    """The visible evidence by direction, and the number of hidden pieces of each.

    The people who added it are not part of it.
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
    standings = statuses_of(one.lesson_id for one in said if one.lesson_id)
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


MOST_SUGGESTED = 5


def suggested_attempts(
    assumption: Assumption, text: str, viewer: Person
) -> list[ExperimentRow]:
    """At most five concluded experiments similar to a text that are no evidence here yet."""
    evidence = CaseEvidence.select(CaseEvidence.experiment).where(
        CaseEvidence.assumption == assumption
    )
    said = {id for (id,) in evidence.tuples()}
    rows = similar(text, viewer, most=MOST_SUGGESTED)
    return [
        row
        for row in rows
        if row.experiment.stage is Stage.concluded and row.experiment.id not in said
    ]


def evidence_seen_by(viewer: Person) -> peewee.ModelSelect:
    """Evidence of live assumptions from visible experiments, joined with both."""
    rows = (
        CaseEvidence.select(CaseEvidence, Assumption)
        .join(Assumption)
        .join_from(CaseEvidence, Experiment)
    )
    return rows.where(Assumption.removed_at.is_null(), is_visible(viewer))


@dataclass(frozen=True)
class EvidenceTitle:
    """One piece of evidence that everybody may read: the attempt, and when it was concluded."""

    title: str
    concluded_on: dt.date | None
    bearing: EvidenceDirection


def public_evidence(
    told: Mapping, signed_at: dt.datetime | None = None
) -> dict[int, tuple[list[EvidenceTitle], int]]:
    """By assumption, the evidence that everybody may read, and the number of other pieces.

    Titles and days are those of the signature; of a case that is not signed, and of
    versions signed before titles were kept, those of today. What turned out personal
    since is shown no longer.

    Args:
        told: The business case as plain JSON, live or signed.
        signed_at: When it was signed; None if it is not.
    """
    titles = told.get("titles")
    if titles is None:
        titles = titles_of(told)
    elif signed_at:
        gone = withdrawn_since({int(id) for id in titles}, signed_at)
        titles = {id: said for id, said in titles.items() if int(id) not in gone}
    found = {}
    for one in told["assumptions"]:
        shown = [
            _title(titles[str(id)], bearing)
            for id, _lesson, bearing in one["evidence"]
            if str(id) in titles
        ]
        found[one["id"]] = (shown, len(one["evidence"]) - len(shown))
    return found


def _title(said: list, bearing: str) -> EvidenceTitle:
    title, day = said
    concluded_on = None
    if day:
        concluded_on = dt.date.fromisoformat(day)
    return EvidenceTitle(title, concluded_on, EvidenceDirection(bearing))
