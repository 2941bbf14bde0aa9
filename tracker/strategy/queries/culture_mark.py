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
from tracker.small_groups import Band
from tracker.strategy.enums import ENOUGH, SHOWN_BY, Mark, Measure


@dataclass(frozen=True)
class MeasureComparison:
    """One measure in a quarter and in the quarter before.

    Attributes:
        share, before: The shares; 0 of 0 if there was nothing to measure.
        hidden: Whether it is about too few people to be shown.
        band: What may be told instead of it.
        is_early: Whether others still have time to make it grow; then no share is told.
        settled: The last quarter whose share grows no more, and that share.
    """

    measure: Measure
    share: Share
    before: Share
    hidden: bool = False
    band: Band | None = None
    is_early: bool = False
    settled: tuple[Quarter, Share] | None = None

    @property
    def known(self) -> bool:
        return not (self.hidden or self.is_early) and bool(self.share)

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
            if not (reading.hidden or reading.is_early) and reading.reach < 1
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
            [_reading(told, it, now[it], before[it]) for it in measures],
        )
        for mark, measures in SHOWN_BY.items()
    ]


def shares(told: Measures, quarter: Quarter) -> dict[Measure, Share | None]:
    """Each measure of a quarter as a share.

    None if it is about too few people, or if it is too early to tell.
    """
    mix = told["mix"][quarter]
    return {
        Measure.learned: told["learning"][quarter],
        Measure.across: told["across"][quarter].share,
        Measure.founded: told["foundation"][quarter].settled,
        Measure.told: Share(mix.n - mix.counted[Outcome.supported], mix.n),
        Measure.answered: told["answered"][quarter],
        Measure.leading: _of_leaders(told["telling"][quarter]),
        Measure.kept: told["promises"][quarter],
        Measure.taking_part: told["participation"][quarter].share,
        Measure.reused: told["reuse"][quarter],
    }


def _reading(
    told: Measures, measure: Measure, now: Share | None, before: Share | None
) -> MeasureComparison:
    shown = (measure, now or Share(), before or Share())
    if measure is Measure.founded and now is None:
        return MeasureComparison(*shown, is_early=True, settled=_last_settled(told))
    band = None
    if measure is Measure.leading:
        band = told["telling"][told.period.quarter].people.band
    return MeasureComparison(*shown, hidden=now is None, band=band)


def _last_settled(told: Measures) -> tuple[Quarter, Share] | None:
    """The last quarter of which enough time has passed, and its share."""
    settled = [
        (quarter, it.share)
        for quarter, it in told["foundation"].items()
        if it.closed and it.share
    ]
    return max(settled, key=lambda pair: pair[0], default=None)


def _of_leaders(told: LeadersWithLessons) -> Share | None:
    if told.people.shown:
        return Share(int(told.people.value), told.leaders)
    return None
