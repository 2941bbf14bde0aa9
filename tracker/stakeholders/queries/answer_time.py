"""How long touchpoints took to answer, quarter by quarter, read from their history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tracker.quarters import Quarter
from tracker.stakeholders.models import StakeholderChange, Touchpoint

ABOUT = 0.1


@dataclass(frozen=True)
class QuarterTime:
    """The answer time in hours that was told last in a quarter."""

    quarter: Quarter
    hours: float

    def pace_since(self, earlier: QuarterTime) -> str:
        """ "faster", "slower", or "about" where they differ by a tenth or less."""
        if self.hours < earlier.hours * (1 - ABOUT):
            return "faster"
        if self.hours > earlier.hours * (1 + ABOUT):
            return "slower"
        return "about"


def answer_times(
    points: Iterable[Touchpoint], zone: ZoneInfo
) -> dict[int, list[QuarterTime]]:
    """Touchpoint id to its answer times by quarter, the oldest first; one query.

    A quarter in which nothing was told is left out, not filled in. What was told when a
    touchpoint was opened is known from the first change of it.
    """
    by_place = {(point.stakeholder_id, point.place): point for point in points}
    told: dict[int, dict[Quarter, float]] = {
        point.id: {} for point in by_place.values()
    }
    opened: dict[int, Quarter] = {}
    for change in _changes({stakeholder for stakeholder, _ in by_place}):
        point = by_place.get((change.stakeholder_id, change.place))
        if point is None:
            continue
        quarter = Quarter.of(change.at.astimezone(zone).date())
        opened.setdefault(point.id, quarter)
        before, after = change.changes.get("answer_time", ("", ""))
        if before and not told[point.id]:
            told[point.id][opened[point.id]] = float(before)
        if after:
            told[point.id][quarter] = float(after)
    return {
        id: [QuarterTime(quarter, times[quarter]) for quarter in sorted(times)]
        for id, times in told.items()
    }


def _changes(stakeholders: set[int]):
    """The changes of touchpoints of these stakeholders, the oldest first."""
    return (
        StakeholderChange.select()
        .where(
            StakeholderChange.stakeholder.in_(stakeholders or [0]),
            StakeholderChange.place != "",
        )
        .order_by(StakeholderChange.id)
    )
