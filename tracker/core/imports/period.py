"""Periods in words and digits: a day, a week, a month, a quarter, half a year, a year."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from tracker.core.validation import N_

SHORT_YEAR = N_("The year has two digits; the years 2000 to 2099 were taken.")
NO_YEAR = N_("No year is written; the year %(year)s was taken.")
SERIAL = N_("A spreadsheet's number of a day; read as %(day)s.")
SECONDS = N_("A computer's count of seconds; read as %(day)s.")
WEEK = N_("There is no such month; read as a week.")
ABOUT = N_("No exact day; read as %(day)s.")

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar january",
            "feb februar february febr",
            "mar marts march mar",
            "apr april",
            "maj may",
            "jun juni june",
            "jul juli july",
            "aug august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
ORDINALS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "første": 1,
    "andet": 2,
    "anden": 2,
    "tredje": 3,
    "fjerde": 4,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
}
_FIRST_SERIAL = dt.date(1899, 12, 30)
_FIRST_SECOND = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Period(NamedTuple):
    """The days that a cell names.

    Attributes:
        note: A sentence to tell with `params`, where the text could be meant otherwise.
        is_range: Whether it is written as two ends.
    """

    first: dt.date
    last: dt.date
    note: str = ""
    params: Mapping = {}
    is_range: bool = False


def single(day: dt.date, note: str = "", params: Mapping | None = None) -> Period:
    """A period of one day."""
    return Period(day, day, note, params or {})


def about(found: Period | None) -> Period | None:
    """The period, told as one that is not exact."""
    if found is None or found.note:
        return found
    return found._replace(note=ABOUT, params={"day": found.last.isoformat()})


def week_from(day: Period | None) -> Period | None:
    """The seven days from a day on; told if it is no Monday."""
    if day is None or day.first != day.last:
        return None
    week = day._replace(last=day.first + dt.timedelta(days=6))
    if day.first.weekday():
        return about(week)
    return week


# What a notation finds, as a period: `found` holds the groups of its pattern, such as the
# year or, of two digits, the short one; `on` is today and says the year where none is written


def year_of(found: dict, on: dt.date | None) -> Period:
    year = int(found["year"])
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))


def month_of(found: dict, on: dt.date | None) -> Period | None:
    month = _month_number(found)
    if 12 < month <= 53:
        week = week_of(found | {"week": found["month"]}, on)
        return week._replace(note=WEEK)
    return months_between(found, on, month, month)


def july_or_christmas(found: dict, on: dt.date | None) -> Period:
    """Jul is July in a program's list, and Christmas in a calendar of contents."""
    return about(months_between(found, on, 7, 7))


def quarter_of(found: dict, on: dt.date | None) -> Period | None:
    last = 3 * _ordinal(found["quarter"])
    return months_between(found, on, last - 2, last)


def half_of(found: dict, on: dt.date | None) -> Period | None:
    last = 6 * _ordinal(found["half"])
    return months_between(found, on, last - 5, last)


def months_between(
    found: dict, on: dt.date | None, first: int, last: int
) -> Period | None:
    year, note, params = _year(found, on)
    if year is None:
        return None
    end = calendar.monthrange(year, last)[1]
    return Period(dt.date(year, first, 1), dt.date(year, last, end), note, params)


def week_of(found: dict, on: dt.date | None) -> Period | None:
    year, note, params = _year(found, on)
    if year is None:
        return None
    last = _last_of_week(year, int(found["week"]))
    return Period(last - dt.timedelta(days=6), last, note, params)


def week_after_slash(found: dict, on: dt.date | None) -> Period | None:
    """Week 36 in 2026/36; 2026/27 is the season from one year to the next."""
    if (int(found["year"]) + 1) % 100 == int(found["week"]):
        return None
    return week_of(found, on)._replace(note=WEEK)


def week_of_year(found: dict, on: dt.date | None) -> Period | None:
    """Week 36 of 2026 in uge 36/26 and W36-26; uge 35/36 and uge 24-26 are several weeks."""
    week = int(found["week"])
    short = int(found["short"])
    is_dashed = found["mark"] == "-"
    if is_dashed and short > week:
        return None
    is_near = on is not None and abs(2000 + short - on.year) <= 1
    if not is_near and (is_dashed or short == week + 1):
        return None
    return week_of(found, on)


def date_of(found: dict, on: dt.date | None) -> Period | None:
    year, note, params = _year(found, on)
    if year is None:
        return None
    return single(dt.date(year, _month_number(found), int(found["day"])), note, params)


def day_of_year(found: dict, on: dt.date | None) -> Period:
    day = dt.datetime.strptime(f"{found['year']} {found['days']}", "%Y %j").date()
    return single(day)


def serial_day(found: dict, on: dt.date | None) -> Period:
    days = int(found["serial"].replace(".", ""))
    day = _FIRST_SERIAL + dt.timedelta(days=days)
    return single(day, SERIAL, {"day": day.isoformat()})


def day_of_seconds(digits: str, zone: dt.tzinfo) -> Period:
    """The day of a computer's count of seconds, or of thousandths of them."""
    moment = _FIRST_SECOND + dt.timedelta(seconds=int(digits[:10]))
    day = moment.astimezone(zone).date()
    return single(day, SECONDS, {"day": day.isoformat()})


def part_of(whole: Period, place: str) -> Period:
    """The start, the middle or the end of a period, which is no exact day."""
    if place == "start":
        return _roughly(whole.first)
    if place == "end":
        return _roughly(whole.last)
    day = whole.first + (whole.last - whole.first) / 2
    if (whole.last - whole.first).days > 300:
        day = day.replace(month=6)
    if whole.last.day > 27 and whole.first.day == 1:
        day = day.replace(day=15)
    return _roughly(day)


def _roughly(day: dt.date) -> Period:
    return single(day, ABOUT, {"day": day.isoformat()})


def _ordinal(text: str) -> int:
    return ORDINALS.get(text) or int(text)


def _month_number(found: dict) -> int:
    return MONTHS.get(found["month"]) or int(found["month"])


def _year(found: dict, on: dt.date | None) -> tuple[int | None, str, Mapping]:
    """The year that was found, or today's, with what is to be told about it."""
    if found.get("year"):
        return int(found["year"]), "", {}
    if found.get("short"):
        return 2000 + int(found["short"]), SHORT_YEAR, {}
    if on is None:
        return None, "", {}
    return on.year, NO_YEAR, {"year": str(on.year)}


def _last_of_week(year: int, week: int) -> dt.date:
    if week == 0:
        first = dt.date(year, 1, 1)
        return first + dt.timedelta(days=6 - first.weekday())
    weeks = dt.date(year, 12, 28).isocalendar().week
    if week == 53 > weeks:
        return dt.date(year, 12, 31)
    return dt.date.fromisocalendar(year, week, 7)
