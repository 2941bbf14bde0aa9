"""The only clock; methods get the time as an argument, so that tests need no patch."""

from __future__ import annotations

import datetime as dt

from flask import current_app


def now() -> dt.datetime:
    """This moment, aware, UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Today, where the organisation is."""
    return now().astimezone(current_app.config["TRACKER"].time_zone).date()


def begins(day: dt.date) -> dt.datetime:
    """The moment a day begins where the organisation is; the first day there is has no
    evening before it in UTC.
    """
    day = max(day, dt.date.min + dt.timedelta(days=1))
    return dt.datetime.combine(
        day, dt.time(), current_app.config["TRACKER"].time_zone
    ).astimezone(dt.UTC)
