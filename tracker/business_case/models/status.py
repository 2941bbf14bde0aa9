"""The status of an assumption, derived from its evidence."""

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
    """One piece of evidence and its weight.

    Attributes:
        lesson: The status of the lesson that is the evidence; None for an experiment.
    """

    bearing: EvidenceDirection
    lesson: LessonStanding | None = None

    @property
    def weight(self) -> int:
        """Full; half for a contested lesson, and nothing for a retired one."""
        if self.lesson is LessonStanding.contested:
            return HALF
        if self.lesson is LessonStanding.retired:
            return NOTHING
        return FULL


def status_of(pieces: Iterable[EvidenceItem]) -> AssumptionStatus:
    """The status of an assumption.

    - *untested*: no evidence has any weight.
    - *supported*: at least one piece of full weight is for it, and none is against it.
    - *refuted*: at least one piece of full weight is against it, and the weight against
      it is at least twice the weight for it.
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
    """The status of some lessons, by id. Three queries, however many."""
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
