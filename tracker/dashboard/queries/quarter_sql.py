"""Quarters in SQL: which one a day or a moment lies in, and which attempts a period is about."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence

import peewee
from peewee import Case, fn

from tracker.dashboard.queries.period import Period
from tracker.db import UTCDateTimeField, is_sqlite
from tracker.experiments.models import Experiment
from tracker.experiments.queries import of_units
from tracker.lessons.models import Lesson
from tracker.prepared import prepared
from tracker.quarters import Quarter

ALWAYS = peewee.SQL("1 = 1")  # the condition that holds for every row


def rows_of(
    name: str,
    period: Period,
    quarters: Sequence[Quarter | dt.date | dt.datetime],
    build: Callable[[], peewee.Query],
) -> list:
    """The rows of a query of a period, asked anew; its text is built once for the whole
    organisation. Of its parts there are too many to keep a text for each.

    Args:
        name: What the query is; its text depends on nothing else but the period and the
            quarters, days or moments.
    """
    if period.unit or period.platform:
        return list(build())
    return prepared((name, period, tuple(quarters)), build).rows_anew()


def is_in_period(period: Period, of=Experiment):
    """The condition that an experiment belongs to the period's unit and platform."""
    condition = ALWAYS
    if period.unit is not None:
        condition &= of_units([period.unit], of)
    if period.platform is not None:
        condition &= of.platform == period.platform
    return condition


def of_period(rows: peewee.ModelSelect, period: Period, source) -> peewee.ModelSelect:
    """Rows whose experiment belongs to the period's unit and platform.

    The experiments are joined only when the period names a unit or a platform.

    Args:
        source: The foreign key to the experiment.
    """
    if not period.is_narrow:
        return rows
    return rows.join_from(source.model, Experiment, on=(source == Experiment.id)).where(
        is_in_period(period)
    )


def during(
    day,
    quarters: Sequence[Quarter],
    shift: dt.timedelta = dt.timedelta(),
    until: dt.date | None = None,
):
    """The condition that a day lies in one of these consecutive quarters.

    Args:
        shift: Added to the day before it is compared; an experiment counts as ended two
            weeks after its last day.
        until: The first day that no longer counts.
    """
    last = quarters[-1].last
    if until is not None:
        last = min(last, until - dt.timedelta(days=1))
    return (day >= quarters[0].first - shift) & (day <= last - shift)


def quarter_of(day, quarters: Sequence[Quarter], shift: dt.timedelta = dt.timedelta()):
    """The name of the quarter that a day lies in."""
    return Case(
        None, [((day <= quarter.last - shift), str(quarter)) for quarter in quarters]
    )


def at_a_moment(moment, quarters: Sequence[Quarter], period: Period):
    """The condition that a moment lies in one of these consecutive quarters, local time."""
    return (moment >= quarters[0].moments(period.zone)[0]) & (
        moment < quarters[-1].moments(period.zone)[1]
    )


def quarter_of_moment(moment, quarters: Sequence[Quarter], period: Period):
    """The name of the quarter that a moment lies in, local time."""
    return Case(
        None,
        [
            ((moment < quarter.moments(period.zone)[1]), str(quarter))
            for quarter in quarters
        ],
    )


def as_stored(moment: dt.datetime) -> peewee.Value:
    """A moment in the databases' own format, for comparison with a subquery's column.

    Such a column has lost its field, so peewee would not convert the moment.
    """
    return peewee.Value(moment, converter=Lesson.stated_at.db_value)


def days_between(earlier, later):
    """The number of days between two days or moments; moments count by their day in UTC."""
    if is_sqlite():
        return (_noon(later) - _noon(earlier)).cast("integer")
    return later.cast("date") - earlier.cast("date")


def within(days: int, earlier, later):
    """The condition that `later` is at most so many days after `earlier`, or before it.

    The days are counted like in `days_between`.
    """
    if is_sqlite():
        # Also true for a moment: its text sorts before the text of the next day
        return later < fn.date(earlier, f"+{days + 1} days")
    return later < earlier.cast("date") + (days + 1)


def stated_before(period: Period, moments: Sequence[dt.datetime]) -> list[int]:
    """How many lessons were stated before each of these moments. One query."""
    order = sorted(set(moments))

    def build() -> peewee.ModelSelect:
        nth = Case(
            None, [(Lesson.stated_at < moment, n) for n, moment in enumerate(order)]
        ).alias("nth")
        rows = Lesson.select(nth, fn.COUNT(Lesson.id))
        rows = rows.where(Lesson.stated_at < order[-1])
        rows = of_period(rows, period, Lesson.experiment)
        return rows.group_by(peewee.SQL("nth")).tuples()

    counted = Counter()
    for nth, n in rows_of("stated before", period, order, build):
        counted[order[nth]] += n
    return [
        sum(n for before, n in counted.items() if before <= moment)
        for moment in moments
    ]


def times(condition):
    """How often a condition held."""
    return fn.COALESCE(fn.SUM(Case(None, [(condition, 1)], 0)), 0)


def _noon(day):
    """A day as a Julian day number, for SQLite; a moment is reduced to its day first."""
    if isinstance(day, UTCDateTimeField):
        day = fn.date(day)
    return fn.julianday(day)
