"""The four marks of the culture, each with measures from the dashboard."""

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
    """One measure in a quarter and in the quarter before.

    Attributes:
        share, before: The shares; 0 of 0 if there was nothing to measure.
        hidden: Whether it is about too few people to be shown.
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
        """The share divided by `ENOUGH`: 1 and more is enough; 0 without data."""
        return (self.share.value or 0) / ENOUGH[self.measure]


@dataclass(frozen=True)
class MarkView:
    """One mark with its measures."""

    mark: Mark
    readings: list[MeasureComparison]

    @property
    def lowest(self) -> MeasureComparison | None:
        """The measure to raise first: one without data, or else the lowest.

        None if all are high enough. A hidden measure is never chosen: that would
        reveal something of it.
        """
        open_ = [
            reading
            for reading in self.readings
            if not reading.hidden and reading.reach < 1
        ]
        return min(
            open_, key=lambda reading: (reading.known, reading.reach), default=None
        )


def quarter_to_show(on: dt.date, zone: ZoneInfo) -> Quarter:
    """The last quarter that has ended, if anything was shared by then; else this one."""
    last = Quarter.of(on).previous
    shared = Experiment.select().where(
        Experiment.stage != Stage.draft, Experiment.published_at < last.moments(zone)[1]
    )
    if shared.exists():
        return last
    return Quarter.of(on)


def marks(period: Period) -> list[MarkView]:
    """All four marks of a quarter, beside the quarter before.

    The queries are those of the dashboard's measures, with the same cache.
    """
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
    """Each measure of a quarter as a share; None if it is about too few people."""
    mix = told["mix"][quarter]
    return {
        Measure.learned: told["learning"][quarter],
        Measure.across: told["across"][quarter].share,
        Measure.founded: told["foundation"][quarter].share,
        Measure.told: Share(mix.n - mix.counted[Outcome.supported], mix.n),
        Measure.answered: told["answered"][quarter],
        Measure.leading: _of_leaders(told["telling"][quarter]),
        Measure.kept: told["promises"][quarter],
        Measure.taking_part: told["participation"][quarter].share,
        Measure.reused: told["reuse"][quarter],
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
