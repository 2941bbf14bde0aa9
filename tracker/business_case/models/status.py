"""How an assumption stands: derived from what speaks for and against it, never typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.business_case.enums import AssumptionStatus
from tracker.experiments.models import Experiment
from tracker.lessons.enums import EvidenceDirection
from tracker.lessons.enums import LessonStatus as LessonStanding
from tracker.lessons.models import Evidence, Lesson, Retirement
from tracker.lessons.models import status_of as lesson_standing

FULL = 2
HALF = 1
NOTHING = 0


@dataclass(frozen=True)
class EvidenceItem:
    """One piece of evidence, and how much it weighs.

    Attributes:
        lesson: How the lesson stands that the evidence is; None where it is an attempt.
    """

    bearing: EvidenceDirection
    lesson: LessonStanding | None = None

    @property
    def weight(self) -> int:
        """A concluded attempt and a lesson weigh full.

        A contested lesson weighs half; a retired one nothing.
        """
        return {LessonStanding.contested: HALF, LessonStanding.retired: NOTHING}.get(
            self.lesson, FULL
        )


def status_of(pieces: Iterable[EvidenceItem]) -> AssumptionStatus:
    """How an assumption stands.

    - *untested*: nothing that weighs anything speaks for or against it.
    - *supported*: at least one piece of full weight speaks for it, and nothing against it.
    - *refuted*: at least one piece of full weight speaks against it, and at least twice
      as much against it as for it.
    - *contested*: everything between.
    """
    pieces = [piece for piece in pieces if piece.weight]
    for_it = [
        piece.weight for piece in pieces if piece.bearing is EvidenceDirection.supports
    ]
    against = [
        piece.weight
        for piece in pieces
        if piece.bearing is EvidenceDirection.contradicts
    ]
    if not pieces:
        return AssumptionStatus.untested
    if FULL in for_it and not against:
        return AssumptionStatus.supported
    if FULL in against and sum(against) >= 2 * sum(for_it):
        return AssumptionStatus.refuted
    return AssumptionStatus.contested


def lesson_statuses(lessons: Iterable[int]) -> dict[int, LessonStanding]:
    """How some lessons stand, by id. Three queries, however many."""
    ids = sorted(set(lessons)) or [0]
    homes = dict(
        Lesson.select(Lesson.id, Experiment.unit)
        .join(Experiment)
        .where(Lesson.id.in_(ids))
        .tuples()
    )
    rows = Evidence.select(Evidence.lesson, Evidence.bearing, Experiment.unit).join(
        Experiment, on=Evidence.experiment
    )
    behind: dict[int, list] = {}
    for lesson, bearing, unit in rows.where(Evidence.lesson.in_(ids)).tuples():
        behind.setdefault(lesson, []).append((bearing, unit))
    gone = {
        id
        for (id,) in Retirement.select(Retirement.lesson)
        .where(Retirement.lesson.in_(ids))
        .tuples()
    }
    return {
        id: lesson_standing(unit, behind.get(id, ()), retired=id in gone)
        for id, unit in homes.items()
    }
