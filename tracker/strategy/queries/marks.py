"""The four marks of the culture, each with the measures that show it, as the dashboard works them out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tracker.dashboard import queries as measured
from tracker.dashboard.queries import Period, Share
from tracker.experiments.models import Experiment, Stage
from tracker.lessons.words import Outcome
from tracker.quarters import Quarter
from tracker.strategy.words import ENOUGH, SHOWN_BY, Mark, Measure


@dataclass(frozen=True)
class Reading:
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
        """How much of what is enough there is: 1 and more is enough, 0 where there is nothing to measure."""
        return (self.share.value or 0) / ENOUGH[self.measure]


@dataclass(frozen=True)
class Shown:
    """One mark with its measures. `lowest` is the one that most would move it: where there is nothing yet, or the least of what
    is known; None where all that is known is enough. What is hidden is never it, or that would tell."""

    mark: Mark
    readings: list[Reading]

    @property
    def lowest(self) -> Reading | None:
        open_ = [reading for reading in self.readings if not reading.hidden and reading.reach < 1]
        return min(open_, key=lambda reading: (reading.known, reading.reach), default=None)


def quarter_to_show(on: dt.date, zone: ZoneInfo) -> Quarter:
    """The last quarter that is over, if anything was shared by then; else the present one."""
    last = Quarter.of(on).previous
    shared = Experiment.select().where(Experiment.stage != Stage.draft, Experiment.published_at < last.moments(zone)[1])
    return last if shared.exists() else Quarter.of(on)


def marks(period: Period) -> list[Shown]:
    """All four, of one quarter beside the one before; about twenty queries, however much there is."""
    before, now = period.quarter.previous, period.quarter
    told = shares(period, [before, now])
    return [
        Shown(mark, [_reading(measure, told[measure][now], told[measure][before]) for measure in measures])
        for mark, measures in SHOWN_BY.items()
    ]


def shares(period: Period, quarters: list[Quarter]) -> dict[Measure, dict[Quarter, Share | None]]:
    """Each measure as a share in quarters that follow each other; None where it is about too few people to be told."""
    across, founded = measured.cross_unit_reuses(period, quarters), measured.foundations(period, quarters)
    mixes, taking_part = measured.outcome_mixes(period, quarters), measured.participations(period, quarters)
    telling = measured.leaders_telling_by_quarter(period, quarters)
    return {
        Measure.learned: measured.learning_rates(period, quarters),
        Measure.across: {quarter: one.share for quarter, one in across.items()},
        Measure.founded: {quarter: one.share for quarter, one in founded.items()},
        Measure.told: {quarter: Share(mix.n - mix.counted[Outcome.supported], mix.n) for quarter, mix in mixes.items()},
        Measure.answered: measured.leaders_in_conversations(period, quarters),
        Measure.leading: {quarter: _of_leaders(one) for quarter, one in telling.items()},
        Measure.kept: measured.promises_kept_by_quarter(period, quarters),
        Measure.taking_part: {quarter: one.share for quarter, one in taking_part.items()},
        Measure.reused: measured.reuse_rates(period, quarters),
    }


def _reading(measure: Measure, now: Share | None, before: Share | None) -> Reading:
    return Reading(measure, now or Share(), before or Share(), hidden=now is None)


def _of_leaders(told: measured.Telling) -> Share | None:
    return Share(int(told.people.value), told.leaders) if told.people.shown else None
