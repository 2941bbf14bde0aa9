"""How much is tried, how long it takes, and what still awaits its lesson."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import peewee
from peewee import SQL, fn

from tracker.accounts.models import Person
from tracker.dashboard.queries.learning import OPEN, ConclusionCounts, conclusion_counts
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import (
    days_between,
    during,
    is_in_period,
    quarter_of,
    times,
)
from tracker.dashboard.queries.result_types import Spread
from tracker.db import database
from tracker.experiments.models import Experiment
from tracker.lessons.models import Conclusion
from tracker.quarters import Quarter
from tracker.small_groups import MIN_GROUP_SIZE

OVER = 14  # so many days past its last day an attempt has ended
# Days past the last day; from 14 on it counts as ended
LATE = ((1, 13), (14, 30), (31, 90), (91, None))


@dataclass(frozen=True)
class Velocity:
    """How many attempts were started and concluded.

    Attributes:
        months: How many months of the quarter have passed.
        employees: How many people worked there at its end.
    """

    started: int
    concluded: int
    months: float
    employees: int

    def rate(self, n: int) -> float | None:
        """So many per month per 100 employees; None where fewer than five work, as it
        would measure a person.
        """
        if self.employees >= MIN_GROUP_SIZE:
            return n / self.months / self.employees * 100
        return None

    @property
    def started_rate(self) -> float | None:
        return self.rate(self.started)

    @property
    def concluded_rate(self) -> float | None:
        return self.rate(self.concluded)


def velocities(
    period: Period, quarters: Sequence[Quarter], told: ConclusionCounts | None = None
) -> dict[Quarter, Velocity]:
    """Velocity = attempts started, and concluded, in the quarter ÷ months passed of it ÷
    employees × 100.

    Unit: attempts per month per 100 employees, as many as had joined and were active at
    its end, or now. Source: days of start and conclusion on the cards; the list of
    people.

    By quarter, for quarters that follow each other. Three queries, or two when
    `what_was_concluded` is known.
    """
    counts = [
        Experiment.select(fn.COUNT(Experiment.id)).where(
            during(Experiment.started_on, [quarter]), *is_in_period(period)
        )
        for quarter in quarters
    ]
    started = dict(
        zip(
            quarters,
            database.execute(peewee.Select(columns=counts)).fetchone(),
            strict=True,
        )
    )
    told = told or conclusion_counts(period, quarters)
    working = employees(period, quarters)
    return {
        quarter: Velocity(
            started[quarter],
            told.counted[quarter].total(),
            period.during(quarter).months,
            sum(
                n
                for (when, unit), n in working.items()
                if when == quarter and period.unit in (None, unit)
            ),
        )
        for quarter in quarters
    }


def employees(
    period: Period, quarters: Sequence[Quarter]
) -> dict[tuple[Quarter, int], int]:
    """How many people worked in each unit at the end of each quarter: who had joined,
    and was not disabled. One query.
    """
    counts = [
        times(working_at(quarter.moments(period.zone)[1])) for quarter in quarters
    ]
    rows = Person.select(Person.unit, *counts).group_by(Person.unit).tuples()
    return {
        (quarter, unit): n
        for unit, *many in rows
        for quarter, n in zip(quarters, many, strict=True)
    }


def working_at(moment: dt.datetime):
    """The condition that somebody had joined, and was not disabled, before a moment."""
    return (Person.joined_at < moment) & (
        Person.disabled_at.is_null() | (Person.disabled_at >= moment)
    )


@dataclass(frozen=True)
class Pace:
    """Days from start to conclusion, and days that a lesson let wait for itself."""

    whole: Spread = Spread()
    lag: Spread = Spread()


def times_to_lesson(period: Period, quarters: Sequence[Quarter]) -> dict[Quarter, Pace]:
    """Time to lesson = days from start to conclusion: the median, and what 80 % took at
    most (nearest rank). Lesson lag = days from the planned last day to the conclusion;
    concluded before it, none.

    Unit: days, over attempts concluded in the quarter whose start, or last day, is
    known. Source: days on the cards.

    By quarter, for quarters that follow each other. One query, of which each pair of
    days that it took is one row.
    """
    word = quarter_of(Conclusion.concluded_on, quarters).alias("quarter")
    since = fn.COALESCE(Experiment.started_on, Experiment.starts_on)
    whole = days_between(since, Conclusion.concluded_on).alias("whole")
    lag = days_between(Experiment.ends_on, Conclusion.concluded_on).alias("lag")
    rows = (
        Conclusion.select(
            word,
            whole,
            lag,
            fn.COUNT(Conclusion.id),
        )
        .join(Experiment)
        .where(
            during(Conclusion.concluded_on, quarters),
            *is_in_period(period),
        )
        .group_by(SQL("quarter"), SQL("whole"), SQL("lag"))
    )
    took: dict[str, list] = defaultdict(list)
    for quarter, *days, n in rows.tuples():
        took[quarter].append((*days, n))
    return {
        quarter: Pace(*(_spread(took[str(quarter)], at) for at in (0, 1)))
        for quarter in quarters
    }


def _spread(took: list[tuple], at: int) -> Spread:
    return Spread.of((row[at], row[2]) for row in took if row[at] is not None)


@dataclass(frozen=True)
class OverdueExperiments:
    """Attempts whose last day passed so many days ago, without a conclusion.

    Attributes:
        longest: None where there is no end to it.
    """

    shortest: int
    longest: int | None
    n: int

    @property
    def has_ended(self) -> bool:
        return self.shortest >= OVER


def awaiting(period: Period) -> list[OverdueExperiments]:
    """Awaiting = attempts past their last day without a conclusion, now, by how many
    days; from the 14th they count as ended.

    Unit: attempts. Source: planned last days on the plan cards. It is about today,
    whatever the quarter.
    """
    ago = {
        late: (_days_ago(period, late[1]), _days_ago(period, late[0])) for late in LATE
    }
    counts = [times(_between(*days)) for days in ago.values()]
    rows = Experiment.select(*counts)
    rows = rows.where(
        Experiment.stage.in_(OPEN),
        Experiment.ends_on < period.on,
        *is_in_period(period),
    )
    (found,) = rows.tuples()
    return [OverdueExperiments(*late, n) for late, n in zip(LATE, found, strict=True)]


def is_late(period: Period, shortest: int, longest: int | None):
    """The condition that an experiment awaits its lesson for so many days."""
    between = _between(_days_ago(period, longest), _days_ago(period, shortest))
    return Experiment.stage.in_(OPEN) & (Experiment.ends_on < period.on) & between


def _days_ago(period: Period, days: int | None) -> dt.date | None:
    if days is None:
        return None
    return period.on - dt.timedelta(days=days)


def _between(first: dt.date | None, last: dt.date):
    return (Experiment.ends_on <= last) & (
        (Experiment.ends_on >= first) if first else True
    )
