"""When what falls due by the clock does, where the organisation is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

MORNING, TUESDAY = dt.time(8), 1


def times(zone: ZoneInfo) -> dict[str, Callable[[dt.datetime], dt.datetime]]:
    """Errand's name to the function that gives, for a moment, the first time after it."""
    return {"remind": partial(daily, zone=zone), "weekly": partial(on_tuesday, zone=zone)}


def daily(at: dt.datetime, *, zone: ZoneInfo) -> dt.datetime:
    """The next morning; one that a change of the clock skips or repeats counts once."""
    return next(moment for moment in _mornings(at, zone) if moment > at)


def on_tuesday(at: dt.datetime, *, zone: ZoneInfo) -> dt.datetime:
    """The next Tuesday morning."""
    return next(moment for moment in _mornings(at, zone) if moment > at and moment.astimezone(zone).weekday() == TUESDAY)


def week_of(at: dt.datetime, zone: ZoneInfo) -> str:
    """The week as ``2026-W48``."""
    year, week, _ = at.astimezone(zone).isocalendar()
    return f"{year}-W{week:02}"


def _mornings(at: dt.datetime, zone: ZoneInfo):
    today = at.astimezone(zone).date()
    for days in range(9):
        yield dt.datetime.combine(today + dt.timedelta(days), MORNING, zone).astimezone(dt.UTC)
