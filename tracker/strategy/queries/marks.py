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
    """All four, of one quarter beside the one before; about thirty queries, however much there is."""
    earlier = period.during(period.quarter.previous)
    now, before = _shares(period), _shares(earlier)
    return [
        Shown(mark, [_reading(measure, now[measure], before[measure]) for measure in measures])
        for mark, measures in SHOWN_BY.items()
    ]


def _reading(measure: Measure, now: Share | None, before: Share | None) -> Reading:
    return Reading(measure, now or Share(), before or Share(), hidden=now is None)


def _shares(period: Period) -> dict[Measure, Share | None]:
    """Each measure as a share; None where it is about too few people to be told."""
    leading, taking_part = measured.leaders_telling(period), measured.participation(period)
    mix = measured.outcome_mix(period)
    told = mix.n - mix.counted[Outcome.supported]
    return {
        Measure.learned: measured.learning_rate(period),
        Measure.across: measured.cross_unit_reuse(period).share,
        Measure.founded: measured.failure_to_foundation(period).share,
        Measure.told: Share(told, mix.n),
        Measure.answered: measured.leaders_in_conversation(period),
        Measure.leading: Share(int(leading.people.value), leading.leaders) if leading.people.shown else None,
        Measure.kept: measured.promises_kept(period),
        Measure.taking_part: taking_part.share,
        Measure.reused: measured.reuse_rate(period),
    }
