"""Velocity, time to lesson, and the experiments that await their lesson."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import peewee
from peewee import SQL, fn

from tracker.accounts.models import Person
from tracker.dashboard.queries.learning import ConclusionCounts, conclusion_counts
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
from tracker.experiments.queries.search import awaiting as awaiting_lesson
from tracker.lessons.models import Conclusion
from tracker.quarters import Quarter
from tracker.small_groups import MIN_GROUP_SIZE

LONG = 14  # days past the review day
# Days past the review day
LATE = ((1, 13), (14, 30), (31, 90), (91, None))


@dataclass(frozen=True)
class Velocity:
    """The numbers of experiments started and concluded in a quarter.

    Attributes:
        months: The months of the quarter that have passed.
        employees: The number of people who worked there at its end.
    """

    started: int
    concluded: int
    months: float
    employees: int

    def rate(self, n: int) -> float | None:
        """A number per month per 100 employees; None for fewer than five employees."""
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
    """Velocity = experiments started, or concluded, per month per 100 employees.

    Unit: experiments in the quarter ÷ months passed of it ÷ employees × 100. Employees
    are the active people at its end, or now. Source: days of start and conclusion on
    the cards; the list of people.

    By quarter, for consecutive quarters. Three queries, or two with `told`.
    """
    started = _started(period, quarters)
    told = told or conclusion_counts(period, quarters)
    headcount = Counter()
    for (quarter, unit), n in employees(period, quarters).items():
        if period.unit in (None, unit):
            headcount[quarter] += n
    return {
        quarter: Velocity(
            started[quarter],
            told.counted[quarter].total(),
            period.during(quarter).months,
            headcount[quarter],
        )
        for quarter in quarters
    }


def _started(period: Period, quarters: Sequence[Quarter]) -> dict[Quarter, int]:
    counts = [
        Experiment.select(fn.COUNT(Experiment.id)).where(
            during(Experiment.started_on, [quarter]), is_in_period(period)
        )
        for quarter in quarters
    ]
    found = database.execute(peewee.Select(columns=counts)).fetchone()
    return dict(zip(quarters, found, strict=True))


def employees(
    period: Period, quarters: Sequence[Quarter]
) -> dict[tuple[Quarter, int], int]:
    """The number of people who worked in each unit at the end of each quarter. One query."""
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
    """The condition that a person had joined, and was not disabled, before a moment."""
    return (Person.joined_at < moment) & (
        Person.disabled_at.is_null() | (Person.disabled_at >= moment)
    )


@dataclass(frozen=True)
class Pace:
    """Days from start to conclusion, and from the end to the conclusion."""

    whole: Spread = Spread()
    lag: Spread = Spread()


def times_to_lesson(period: Period, quarters: Sequence[Quarter]) -> dict[Quarter, Pace]:
    """Time to lesson and lesson lag: the median, and the 80th percentile (nearest rank).

    Time to lesson = days from start to conclusion. Lesson lag = days from the planned
    last day, or without one from the review day, to the conclusion; zero if concluded
    before it.

    Unit: days, over attempts concluded in the quarter whose start, or last day, is
    known. Source: days on the cards.

    By quarter, for consecutive quarters. One query with a row for each pair of days.
    """
    wholes: dict[str, list] = defaultdict(list)
    lags: dict[str, list] = defaultdict(list)
    for quarter, whole, lag, n in _days_taken(period, quarters).tuples():
        if whole is not None:
            wholes[quarter].append((whole, n))
        if lag is not None:
            lags[quarter].append((lag, n))
    return {
        quarter: Pace(Spread.of(wholes[str(quarter)]), Spread.of(lags[str(quarter)]))
        for quarter in quarters
    }


def _days_taken(period: Period, quarters: Sequence[Quarter]) -> peewee.ModelSelect:
    """Rows of quarter, days from start, days from the end, number of experiments."""
    word = quarter_of(Conclusion.concluded_on, quarters).alias("quarter")
    since = fn.COALESCE(Experiment.started_on, Experiment.starts_on)
    whole = days_between(since, Conclusion.concluded_on).alias("whole")
    lag = days_between(last_day(), Conclusion.concluded_on).alias("lag")
    return (
        Conclusion.select(word, whole, lag, fn.COUNT(Conclusion.id))
        .join(Experiment)
        .where(during(Conclusion.concluded_on, quarters), is_in_period(period))
        .group_by(SQL("quarter"), SQL("whole"), SQL("lag"))
    )


def last_day():
    """The planned end of an experiment, or where there is none its review day."""
    return fn.COALESCE(Experiment.ends_on, Experiment.review_on)


@dataclass(frozen=True)
class OverdueExperiments:
    """The number of experiments whose review day passed so many days ago, not concluded.

    Attributes:
        longest: None for "or more".
    """

    shortest: int
    longest: int | None
    n: int

    @property
    def is_long(self) -> bool:
        return self.shortest >= LONG


def awaiting(period: Period) -> list[OverdueExperiments]:
    """Awaiting = experiments past their review day without a conclusion, by days, today.

    Unit: attempts. Source: review days, chosen at the start. It is about today,
    whatever the quarter.
    """
    counts = [times(_ended_ago(period, first, last)) for first, last in LATE]
    rows = Experiment.select(*counts)
    rows = rows.where(awaiting_lesson(period.on), is_in_period(period))
    (found,) = rows.tuples()
    return [
        OverdueExperiments(shortest, longest, n)
        for (shortest, longest), n in zip(LATE, found, strict=True)
    ]


def is_late(period: Period, shortest: int, longest: int | None):
    """The condition that an experiment awaits its lesson for so many days."""
    ended = _ended_ago(period, shortest, longest)
    return awaiting_lesson(period.on) & ended


def _ended_ago(period: Period, shortest: int, longest: int | None):
    """The condition that the review day of an experiment was so many days ago."""
    condition = Experiment.review_on <= period.on - dt.timedelta(days=shortest)
    if longest is not None:
        condition &= Experiment.review_on >= period.on - dt.timedelta(days=longest)
    return condition
