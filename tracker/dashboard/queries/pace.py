"""Time to lesson, and the experiments that await their lesson."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import peewee
from peewee import SQL, fn

from tracker.core.validation import N_
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.measure import (
    ExportRow,
    Measure,
    RowsBehind,
    spread_of,
)
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import (
    days_between,
    during,
    is_in_period,
    quarter_of,
    times,
)
from tracker.dashboard.queries.result_types import Spread
from tracker.experiments.models import Experiment
from tracker.experiments.queries.search import awaiting as awaiting_lesson
from tracker.lessons.models import Conclusion
from tracker.quarters import Quarter

LONG = 14  # days past the review day
# Days past the review day
LATE = ((1, 13), (14, 30), (31, 90), (91, None))


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


# The experiments behind the figures


def _since(asked: Drilldown):
    if asked.part == "lag":
        return last_day()
    return fn.COALESCE(Experiment.started_on, Experiment.starts_on)


def _took(period: Period, asked: Drilldown):
    return Experiment.id.in_(_taken(period, asked).select(Conclusion.experiment))


def _taken(period: Period, asked: Drilldown) -> peewee.ModelSelect:
    since = _since(asked)
    days = days_between(since, Conclusion.concluded_on)
    days = peewee.Case(None, [(days > 0, days)], 0).alias("amount")
    rows = Conclusion.select(Conclusion.experiment, days).join(Experiment)
    return rows.where(
        during(Conclusion.concluded_on, [period.quarter]), since.is_null(False)
    )


def _late(period: Period, asked: Drilldown):
    spans = {str(shortest): (shortest, longest) for shortest, longest in LATE}
    spans |= {"": (1, None), "long": (LONG, None)}
    shortest, longest = spans[asked.part]
    return is_late(period, shortest, longest)


def _pace_rows(pace: Pace) -> Iterator[ExportRow]:
    yield from spread_of("days to lesson", pace.whole)
    yield from spread_of("days of lesson lag", pace.lag)


def _awaiting_rows(late: list[OverdueExperiments]) -> Iterator[ExportRow]:
    for it in late:
        days = f"{it.shortest}+"
        if it.longest:
            days = f"{it.shortest}-{it.longest}"
        yield f"awaiting {days} days", it.n, it.n, None, "attempts"


def _awaiting_for(shortest: int, longest: int | None) -> RowsBehind:
    title = N_("Awaits its lesson: for %(shortest)s to %(longest)s days")
    values = {"shortest": shortest, "longest": longest}
    if longest is None:
        title = N_("Awaits its lesson: for more than %(days)s days")
        values = {"days": shortest - 1}
    return RowsBehind(
        "awaiting", str(shortest), title, _late, as_of="today", values=values
    )


TIME_TO_LESSON = Measure(
    name="pace",
    formula=N_(
        "Days from start to conclusion: the one in the middle, and what four in five "
        "took at most. The wait is counted from the planned last day, or else the review "
        "day, to the conclusion; concluded before it, there was none."
    ),
    unit=N_(
        "Days, over attempts concluded in the quarter whose start, or last day, is known."
    ),
    source=N_("The days on the cards."),
    query=lambda asked: times_to_lesson(asked.period, asked.quarters),
    export=_pace_rows,
    behind=(
        RowsBehind(
            "days",
            "whole",
            N_("Days from start to lesson"),
            _took,
            amounts=_taken,
            adds="days",
        ),
        RowsBehind(
            "days",
            "lag",
            N_("Days until the lesson was written"),
            _took,
            amounts=_taken,
            adds="days",
        ),
    ),
    change=N_("The time from start to lesson"),
    compared=lambda pace: pace.whole,
)

AWAITING = Measure(
    name="awaiting",
    formula=N_(
        "Attempts whose review day has passed and that are not concluded, now, by how "
        "many days ago that was."
    ),
    unit=N_("Attempts, today, whatever the quarter."),
    source=N_("The review days that were chosen at the start, or moved since."),
    query=lambda asked: awaiting(asked.period),
    export=_awaiting_rows,
    behind=(
        RowsBehind(
            "awaiting", "", N_("What awaits its lesson today"), _late, as_of="today"
        ),
        RowsBehind(
            "awaiting",
            "long",
            N_("What has awaited its lesson for more than two weeks"),
            _late,
            as_of="today",
        ),
    )
    + tuple(_awaiting_for(shortest, longest) for shortest, longest in LATE),
    by_quarter=False,
    of_today=True,
)
