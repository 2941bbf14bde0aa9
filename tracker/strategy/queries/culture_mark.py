"""The four marks of the culture, each with the measures that show it, as the dashboard
works them out.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tracker.dashboard.queries import LeadersWithLessons, Period, Share
from tracker.dashboard.queries.cache import recent_measures
from tracker.dashboard.queries.measures import Measures
from tracker.experiments.models import Experiment, Stage
from tracker.lessons.enums import Outcome
from tracker.quarters import Quarter
from tracker.strategy.enums import ENOUGH, SHOWN_BY, Mark, Measure


@dataclass(frozen=True)
class MeasureComparison:
    """One measure in one quarter, and the same in the quarter before.

    Attributes:
        share: So many of so many; of nothing, where there was nothing to measure.
        hidden: Whether it is about so few people that it is not told.
    """

    measure: Measure
    share: Share
    before: Share
    hidden: bool = False

    @property
    def known(self) -> bool:
        return not self.hidden and bool(self.share)

    @property
    def reach(self) -> float:
        """How much of what is enough there is: 1 and more is enough, 0 where there is
        nothing to measure.
        """
        return (self.share.value or 0) / ENOUGH[self.measure]


@dataclass(frozen=True)
class MarkView:
    """One mark with its measures.

    `lowest` is the one that most would move it: where there is nothing yet, or the
    least of what
    is known; None where all that is known is enough. What is hidden is never it, or
    that would tell.
    """

    mark: Mark
    readings: list[MeasureComparison]

    @property
    def lowest(self) -> MeasureComparison | None:
        open_ = [
            reading
            for reading in self.readings
            if not reading.hidden and reading.reach < 1
        ]
        return min(
            open_, key=lambda reading: (reading.known, reading.reach), default=None
        )


def quarter_to_show(on: dt.date, zone: ZoneInfo) -> Quarter:
    """The last quarter that is over, if anything was shared by then; else the present one."""
    last = Quarter.of(on).previous
    shared = Experiment.select().where(
        Experiment.stage != Stage.draft, Experiment.published_at < last.moments(zone)[1]
    )
    if shared.exists():
        return last
    return Quarter.of(on)


def marks(period: Period) -> list[MarkView]:
    """All four, of one quarter beside the one before; the same queries however much
    there is, and in a large organisation none
    while nothing is written."""
    told = recent_measures(period)
    now = shares(told, period.quarter)
    before = shares(told, period.quarter.previous)
    return [
        MarkView(
            mark,
            [_reading(measure, now[measure], before[measure]) for measure in measures],
        )
        for mark, measures in SHOWN_BY.items()
    ]


def shares(told: Measures, quarter: Quarter) -> dict[Measure, Share | None]:
    """Each measure of a quarter as a share; None where it is about too few people to be told."""
    mix = told.mix[quarter]
    return {
        Measure.learned: told.learning[quarter],
        Measure.across: told.across[quarter].share,
        Measure.founded: told.foundation[quarter].share,
        Measure.told: Share(mix.n - mix.counted[Outcome.supported], mix.n),
        Measure.answered: told.answered[quarter],
        Measure.leading: _of_leaders(told.telling[quarter]),
        Measure.kept: told.promises[quarter],
        Measure.taking_part: told.participation[quarter].share,
        Measure.reused: told.reuse[quarter],
    }


def _reading(
    measure: Measure, now: Share | None, before: Share | None
) -> MeasureComparison:
    return MeasureComparison(
        measure, now or Share(), before or Share(), hidden=now is None
    )


def _of_leaders(told: LeadersWithLessons) -> Share | None:
    if told.people.shown:
        return Share(int(told.people.value), told.leaders)
    return None
