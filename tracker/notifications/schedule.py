"""The times at which scheduled jobs are due, in the organisation's time zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from tracker.quarters import Quarter

NIGHT = dt.time(2, 30)
MORNING = dt.time(8)
TUESDAY = 1


def times(zone: ZoneInfo) -> dict[str, Callable[[dt.datetime], dt.datetime]]:
    """Job's name to the function that gives, for a moment, the first time after it."""
    return {
        "remind": partial(daily, zone=zone),
        "announce": partial(daily, zone=zone),
        "weekly": partial(on_tuesday, zone=zone),
        "backup": partial(nightly, zone=zone),
        "retention": partial(nightly, zone=zone),
        "fear_sums": partial(nightly, zone=zone),
        "pulse": hourly,
        "weigh": hourly,
        "quarter": partial(quarterly, zone=zone),
    }


def every_five_minutes(at: dt.datetime) -> dt.datetime:
    """The next time that the minute is a multiple of five."""
    begun = at.replace(minute=at.minute // 5 * 5, second=0, microsecond=0)
    return begun + dt.timedelta(minutes=5)


def hourly(at: dt.datetime) -> dt.datetime:
    """The next full hour."""
    return at.replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)


def daily(at: dt.datetime, *, zone: ZoneInfo) -> dt.datetime:
    """The next morning; one that a change of the clock skips or repeats counts once."""
    return next(moment for moment in _each_day(at, zone, MORNING) if moment > at)


def nightly(at: dt.datetime, *, zone: ZoneInfo) -> dt.datetime:
    """The next night, when few are at work; a night without that hour has it an hour
    later, one with two of it the first.
    """
    return next(moment for moment in _each_day(at, zone, NIGHT) if moment > at)


def on_tuesday(at: dt.datetime, *, zone: ZoneInfo) -> dt.datetime:
    """The next Tuesday morning."""
    return next(
        moment
        for moment in _each_day(at, zone, MORNING)
        if moment > at and moment.astimezone(zone).weekday() == TUESDAY
    )


def quarterly(at: dt.datetime, *, zone: ZoneInfo) -> dt.datetime:
    """The next moment that a quarter has ended."""
    return Quarter.of(at.astimezone(zone).date()).moments(zone)[1]


def week_of(at: dt.datetime, zone: ZoneInfo) -> str:
    """The week as ``2026-W48``."""
    year, week, _ = at.astimezone(zone).isocalendar()
    return f"{year}-W{week:02}"


def _each_day(at: dt.datetime, zone: ZoneInfo, time: dt.time):
    today = at.astimezone(zone).date()
    for days in range(9):
        yield dt.datetime.combine(today + dt.timedelta(days), time, zone).astimezone(
            dt.UTC
        )
