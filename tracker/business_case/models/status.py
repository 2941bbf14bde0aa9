"""The status of an assumption, derived from its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.business_case.enums import AssumptionStatus
from tracker.lessons.enums import EvidenceDirection
from tracker.lessons.enums import LessonStatus as LessonStanding

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
