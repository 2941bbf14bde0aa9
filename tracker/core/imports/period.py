"""Periods in words and digits: a day, a week, a month, a quarter, half a year, a year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
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
# In Danish no day follows the name of a month
DANISH = "januar|februar|marts|maj|juni|juli|okt|oktober"
_ORDINALS = {
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


def named_period(word: str, on: dt.date | None, zone: dt.tzinfo) -> Period | None:
    """The period that a text of small letters names, without a time; None if it is none.

    Args:
        on: Today; says the year where none is written.

    Raises:
        ValueError: There is no such day.
    """
    if re.fullmatch(r"1\d{9}(?:\d{3})?", word, re.ASCII):
        return _seconds(word, zone)
    for pattern, read in _WRITTEN:
        if match := pattern.fullmatch(word):
            found = match.groupdict()
            if found.get("short"):
                return _short(read, found, on)
            return read(found, on)
    return None


def _short(read, found: dict, on: dt.date | None) -> Period | None:
    period = read(found | {"year": f"20{found['short']}"}, on)
    if period is None:
        return None
    return period._replace(note=period.note or SHORT_YEAR)


def _year(found: dict, on: dt.date | None) -> Period:
    year = int(found["year"])
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))


def _month(found: dict, on: dt.date | None) -> Period | None:
    month = MONTHS.get(found["month"]) or int(found["month"])
    if 12 < month <= 53:
        return _week(found | {"week": found["month"]}, on)._replace(note=WEEK)
    return months_between(found, on, month, month)


def _part(found: dict, on: dt.date | None) -> Period | None:
    """The start, the middle or the end of a month or a year, which is no exact day."""
    if found.get("quarter"):
        whole = _quarter(found, on)
    elif found.get("month"):
        whole = _month(found, on)
    elif found.get("middle"):
        whole = months_between(found, on, 6, 6)
    else:
        whole = _year(found, on)
    if whole is None:
        return None
    day = whole.last
    if found.get("start"):
        day = whole.first
    elif found.get("middle"):
        between = whole.first + (whole.last - whole.first) / 2
        day = between.replace(day=15)
    return single(day, ABOUT, {"day": day.isoformat()})


def _july_or_christmas(found: dict, on: dt.date | None) -> Period:
    """Jul is July in a program's list, and Christmas in a calendar of contents."""
    july = months_between(found, on, 7, 7)
    return july._replace(note=july.note or ABOUT, params={"day": july.last.isoformat()})


def _quarter(found: dict, on: dt.date | None) -> Period | None:
    last = 3 * _ordinal(found["quarter"])
    return months_between(found, on, last - 2, last)


def _half(found: dict, on: dt.date | None) -> Period | None:
    last = 6 * _ordinal(found["half"])
    return months_between(found, on, last - 5, last)


def _ordinal(text: str) -> int:
    return _ORDINALS.get(text) or int(text)


def months_between(
    found: dict, on: dt.date | None, first: int, last: int
) -> Period | None:
    year, note, params = _year_of(found, on)
    if year is None:
        return None
    end = calendar.monthrange(year, last)[1]
    return Period(dt.date(year, first, 1), dt.date(year, last, end), note, params)


def _week(found: dict, on: dt.date | None) -> Period | None:
    year, note, params = _year_of(found, on)
    if year is None:
        return None
    last = _last_of_week(year, int(found["week"]))
    return Period(last - dt.timedelta(days=6), last, note, params)


def _week_after_slash(found: dict, on: dt.date | None) -> Period | None:
    """Week 36 in 2026/36; 2026/27 is the season from one year to the next."""
    if (int(found["year"]) + 1) % 100 == int(found["week"]):
        return None
    return _week(found, on)._replace(note=WEEK)


def _week_of_year(found: dict, on: dt.date | None) -> Period | None:
    """Week 36 of 2026 in uge 36/26; uge 35/36 are two weeks."""
    year = int(found["year"])
    is_next = int(found["short"]) == int(found["week"]) + 1
    if is_next and (on is None or abs(year - on.year) > 1):
        return None
    return _week(found, on)


def _date(found: dict, on: dt.date | None) -> Period | None:
    year, note, params = _year_of(found, on)
    if year is None:
        return None
    month = MONTHS.get(found["month"]) or int(found["month"])
    return single(dt.date(year, month, int(found["day"])), note, params)


def _day_of_year(found: dict, on: dt.date | None) -> Period:
    day = dt.datetime.strptime(f"{found['year']} {found['days']}", "%Y %j").date()
    return single(day)


def _serial(found: dict, on: dt.date | None) -> Period:
    days = int(found["serial"].replace(".", ""))
    day = _FIRST_SERIAL + dt.timedelta(days=days)
    return single(day, SERIAL, {"day": day.isoformat()})


def _seconds(word: str, zone: dt.tzinfo) -> Period:
    moment = _FIRST_SECOND + dt.timedelta(seconds=int(word[:10]))
    day = moment.astimezone(zone).date()
    return single(day, SECONDS, {"day": day.isoformat()})


def _year_of(found: dict, on: dt.date | None) -> tuple[int | None, str, Mapping]:
    if found.get("year"):
        return int(found["year"]), "", {}
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


_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
SHORT = r"(?P<short>\d\d)"
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?"
_GAP = r"(?:[ ,./-]|, | of | af | i )*"
_IN = rf"(?:{_GAP}(?:{_YEAR}|'{SHORT}))?"
_UGE = r"(?:ugen?|week|wk|w|u|kw|cw)(?: ?(?:nr|no|n?ummer)\.?)?[ .:-]*"
_NTH = "[1-4]|" + "|".join(sorted(_ORDINALS, key=len, reverse=True))
_QUARTER = rf"(?P<quarter>{_NTH})(?:st|nd|rd|th)?\.? ?(?:kvartal|kvt|kv|quarter)\.?"
_NUMBERED = r"(?:[qk] ?|(?:kvartal|kvt|kv|quarter)[. ]*)(?P<quarter>[1-4])"
_HALF = r"(?:(?P<half>[12]|første|andet|first|second)(?:st|nd)?\.? ?(?:halvår|halvdel|half))"
_PART = (
    r"(?:(?P<start>primo|først|prim\.?|start(?:en)?|begyndelsen|early|beginning)"
    r"|(?P<middle>medio|midt|midten|mid)"
    r"|(?P<end>ultimo|ult\.?|slut|slutningen|sidst|udgangen|late|end))(?: i| af| of|-)? ?"
)
_WRITTEN = [
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (rf"(?:år(?:et)? |year )?{_YEAR}(?:[.,]0+)?", _year),
        (rf"{_YEAR}[/.](?P<month>0[1-9]|1[0-2])", _month),
        (rf"{_YEAR}-(?P<month>\d\d)", _month),
        (rf"{_YEAR}[- ]?m(?P<month>0[1-9]|1[0-2])", _month),
        (rf"m(?P<month>0[1-9]|1[0-2])[- ]?{_YEAR}", _month),
        (rf"måned (?P<month>0?[1-9]|1[0-2])[ ,]+{_YEAR}", _month),
        (rf"{_YEAR}[-/](?P<month>[1-9])", _month),
        (r"(?P<month>0?[1-9]|1[0-2])[-/.]" + _YEAR, _month),
        (rf"{_YEAR}(?:-?w)?(?P<week>\d\d)(?:\.0+)?", _week),
        (rf"{_YEAR}/(?P<week>\d\d)", _week_after_slash),
        (rf"{_YEAR}{_GAP}{_UGE}(?P<week>\d{{1,2}})", _week),
        (rf"{_UGE}(?P<week>\d{{1,2}})\.?{_IN}", _week),
        (rf"{_UGE}(?P<week>\d{{1,2}})/{SHORT}", _week_of_year),
        (rf"(?P<week>\d{{1,2}})\. (?:uge|week){_IN}", _week),
        (rf"{_YEAR}[./ -](?P<month>\d{{1,2}})[./ -](?P<day>\d{{1,2}})", _date),
        (rf"{_YEAR}{_GAP}{MONTH}{_GAP}{_DAY}", _date),
        (rf"{_YEAR}-(?P<days>\d{{3}})", _day_of_year),
        (rf"{_DAY}(?: of)?[ /-]*{MONTH}{_IN}", _date),
        (rf"{_DAY}[ /-]*{MONTH}[ /-]*{SHORT}", _date),
        (rf"(?P<month>{DANISH}) {SHORT}", _month),
        (rf"{MONTH} *{_DAY}{_IN}", _date),
        (rf"{MONTH} *{_DAY}, {SHORT}", _date),
        (rf"{MONTH}-{SHORT}", _month),
        (rf"jul {_YEAR}", _july_or_christmas),
        (rf"{MONTH}{_IN}", _month),
        (rf"{_YEAR}{_GAP}{MONTH}", _month),
        (rf"{_PART}{MONTH}{_IN}", _part),
        (rf"{_PART}{MONTH}[ '-]+{SHORT}", _part),
        (rf"{_PART}{_YEAR}", _part),
        (rf"{_PART}{_NUMBERED}{_IN}", _part),
        (rf"{_PART}{_QUARTER}{_IN}", _part),
        (rf"{_YEAR}{_GAP}{_NUMBERED}", _quarter),
        (rf"{_YEAR}{_GAP}{_QUARTER}", _quarter),
        (rf"{_NUMBERED}{_IN}", _quarter),
        (rf"{_NUMBERED}[- /]{SHORT}", _quarter),
        (rf"{_QUARTER}{_IN}", _quarter),
        (rf"{_QUARTER}[- /]{SHORT}", _quarter),
        (rf"(?P<quarter>[1-4])q(?: ?{_YEAR}| ?'?{SHORT})", _quarter),
        (rf"{_YEAR}{_GAP}h(?P<half>[12])", _half),
        (rf"h(?P<half>[12]){_GAP}{_YEAR}", _half),
        (rf"h(?P<half>[12])[- /']+{SHORT}", _half),
        (rf"(?P<half>[12])h(?: ?{_YEAR}| ?'?{SHORT})", _half),
        (rf"{_HALF}{_IN}", _half),
        (rf"{_HALF}[- /]{SHORT}", _half),
        (rf"{_YEAR}{_GAP}{_HALF}", _half),
        (r"(?P<serial>[34567]\d\.?\d{3})(?:[.,]\d+)?", _serial),
    )
]
