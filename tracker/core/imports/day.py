"""The day parser of forms, imports and commands."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from tracker.core.imports.cell import Unreadable, is_nothing
from tracker.core.validation import N_

NO_DAY = N_(
    "“%(text)s” is no day we can read. Write it as 2026-09-03, or a week as 2026-W36."
)
DAY_FIRST = N_("Day and month could be swapped; the day was taken to be first.")
MONTH_FIRST = N_("Day and month could be swapped; the month was taken to be first.")
SHORT_YEAR = N_("The year has two digits; the years 2000 to 2099 were taken.")
NO_YEAR = N_("No year is written; the year %(year)s was taken.")
SERIAL = N_("A spreadsheet's number of a day; read as %(day)s.")
WEEK = N_("There is no such month; read as a week.")

DMY = "dmy"
MDY = "mdy"

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
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_SHORT = r"(?P<short>\d\d)"
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?"
_WEEKDAY = re.compile(
    r"(?:(?:man|tirs|ons|tors|fre|lør|søn)(?:dag)?|ma|ti|on|to|fr|lø|sø"
    r"|(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?)\.?,? +"
)
_DEN = re.compile(r"(?:den|d\.|the) *")
_TIME = re.compile(
    r"(?:[ t,]|, )+(?:kl\.? ?)?[0-2]?\d[:.][0-5]\d(?:[:.][0-5]\d(?:[.,]\d+)?)?"
    r"(?: ?[ap]\.?m\.?)?(?: ?(?:z|utc|gmt|[+-]\d\d:?\d\d))?\Z"
)
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?) ?(?:(Z|UTC|GMT)|([+-]\d\d:?\d\d))",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(\d{1,2})([-./])(\d{1,2})([-./ ])(\d{4}|\d\d)\b", re.ASCII)
_FIRST_SERIAL = dt.date(1899, 12, 30)


class Period(NamedTuple):
    """The days that a cell names.

    Attributes:
        note: A sentence to tell with `params`, where the text could be meant otherwise.
    """

    first: dt.date
    last: dt.date
    note: str = ""
    params: Mapping = {}


def orders_of(cells: Iterable[str]) -> dict[str, str]:
    """Which comes first, day or month, by the mark that parts them in a column.

    A mark is left out where no day is above 12, or where both orders occur.
    """
    found: dict[str, set[str]] = {}
    for text in cells:
        match = _NUMERIC.match(text.strip())
        if match is None:
            continue
        if int(match[1]) > 12 >= int(match[3]):
            found.setdefault(match[2], set()).add(DMY)
        elif int(match[3]) > 12 >= int(match[1]):
            found.setdefault(match[2], set()).add(MDY)
    return {mark: orders.pop() for mark, orders in found.items() if len(orders) == 1}


def is_doubtful(cells: Iterable[str]) -> bool:
    """Whether nothing in a column shows which comes first, day or month."""
    cells = list(cells)
    slashed = [match for text in cells if (match := _NUMERIC.match(text.strip()))]
    return "/" not in orders_of(cells) and any(
        match[2] == "/" and match[1].lstrip("0") != match[3].lstrip("0")
        for match in slashed
    )


def parse_day(text: str) -> dt.date | None:
    """The one day that a text names beyond doubt; None when it is empty.

    Raises:
        Unreadable: It is no day, several days, or could be meant otherwise.
    """
    if not text.strip():
        return None
    found = parse_period(text)
    if found is None or found.first != found.last or found.note:
        raise Unreadable(NO_DAY, text)
    return found.first


def parse_period(
    text: str,
    *,
    orders: Mapping[str, str] | None = None,
    on: dt.date | None = None,
    zone: dt.tzinfo = dt.UTC,
) -> Period | None:
    """The first and last day of the period that a text names; None for an empty one.

    A day with or without a time, a week, a month, a quarter or a year. A week 00 is
    the one that 1 January falls in; a week 53 of a year that has none ends with the
    year.

    Args:
        orders: Day or month first (DMY, MDY), by the mark that parts them.
        on: Today; says the year of a week or a day that is written without one.
        zone: The time zone in which a moment with a zone falls on a day.

    Raises:
        Unreadable: It is none of these.
    """
    marks = tuple(sorted((orders or {}).items()))
    text = " ".join(text.replace("\u00a0", " ").split())
    if is_nothing(text):
        return None
    try:
        found = _moment(text, zone) or _period(text, marks, on)
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        found = None
    if found is None:
        raise Unreadable(NO_DAY, text)
    return found


def _moment(text: str, zone: dt.tzinfo) -> Period | None:
    """The day of a moment with a time zone, where the organisation is."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    moment = dt.datetime.fromisoformat(
        f"{match[1].replace(',', '.')}{match[3] or '+00:00'}"
    )
    return _one(moment.astimezone(zone).date())


@lru_cache(maxsize=4096)
def _period(
    text: str, orders: tuple[tuple[str, str], ...], on: dt.date | None
) -> Period | None:
    if found := _iso(text):
        return found
    word = text.casefold()
    timed = _TIME.search(word) is not None
    word = _DEN.sub("", _WEEKDAY.sub("", _TIME.sub("", word), count=1), count=1)
    if match := _NUMERIC.fullmatch(word):
        return _numeric(match, dict(orders), timed)
    for pattern, read in _WRITTEN:
        if match := pattern.fullmatch(word):
            return read(match.groupdict(), on)
    return None


def _iso(text: str) -> Period | None:
    if re.fullmatch(r"(?:19|20|21)\d\d(?:0[1-9]|[1-4]\d|5[0-3]|00)", text, re.ASCII):
        return None  # year and week, not year and month
    if not re.match(r"\d{4}-?[\dW]", text, re.ASCII) or len(text) < 8:
        return None
    if re.fullmatch(r"\d{4}-W\d\d", text, re.ASCII):
        return None
    try:
        return _one(dt.datetime.fromisoformat(text).date())
    except ValueError:
        return None


def _numeric(match: re.Match, orders: dict[str, str], timed: bool) -> Period:
    """A day, a month and a year in digits; the order is known, shown or told."""
    first = int(match[1])
    second = int(match[3])
    mark = match[2]
    year = int(match[5])
    note = ""
    if year < 100:
        year += 2000
        note = SHORT_YEAR
    order = orders.get(mark)
    if first > 12 or second > 12 or first == second:
        order = DMY
        if second > 12:
            order = MDY
    elif order is None and mark == "/" and match[4] == "/":
        # Programs set to American English write 9/3/2026 2:56, without zeros
        unpadded = "0" not in (match[1][0], match[3][0])
        order = DMY
        note = DAY_FIRST
        if timed and unpadded:
            order = MDY
            note = MONTH_FIRST
    if order == MDY:
        return _one(dt.date(year, first, second), note)
    return _one(dt.date(year, second, first), note)


def _year(found: dict, on: dt.date | None) -> Period:
    year = int(found["year"])
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))


def _month(found: dict, on: dt.date | None) -> Period | None:
    year = int(found["year"])
    month = MONTHS.get(found["month"]) or int(found["month"])
    if 12 < month <= 53:
        return _week(found | {"week": found["month"]}, on)._replace(note=WEEK)
    return _months(year, month, month)


def _quarter(found: dict, on: dt.date | None) -> Period:
    last = 3 * int(found["quarter"])
    return _months(int(found["year"]), last - 2, last)


def _half(found: dict, on: dt.date | None) -> Period:
    last = 6 * int(found["half"])
    return _months(int(found["year"]), last - 5, last)


def _short(found: dict, on: dt.date | None) -> Period:
    """A day or a month whose year has two digits."""
    found = found | {"year": f"20{found['short']}"}
    if found.get("day"):
        return _date(found, on)._replace(note=SHORT_YEAR)
    return _month(found, on)._replace(note=SHORT_YEAR)


def _months(year: int, first: int, last: int) -> Period:
    end = calendar.monthrange(year, last)[1]
    return Period(dt.date(year, first, 1), dt.date(year, last, end))


def _week(found: dict, on: dt.date | None) -> Period | None:
    year, note, params = _year_of(found, on)
    if year is None:
        return None
    last = _last_of_week(year, int(found["week"]))
    return Period(last - dt.timedelta(days=6), last, note, params)


def _date(found: dict, on: dt.date | None) -> Period | None:
    year, note, params = _year_of(found, on)
    if year is None:
        return None
    month = MONTHS.get(found["month"]) or int(found["month"])
    return _one(dt.date(year, month, int(found["day"])), note, params)


def _serial(found: dict, on: dt.date | None) -> Period:
    day = _FIRST_SERIAL + dt.timedelta(days=int(found["serial"]))
    return _one(day, SERIAL, {"day": day.isoformat()})


def _year_of(found: dict, on: dt.date | None) -> tuple[int | None, str, Mapping]:
    if found.get("year"):
        return int(found["year"]), "", {}
    if on is None:
        return None, "", {}
    return on.year, NO_YEAR, {"year": str(on.year)}


def _one(day: dt.date, note: str = "", params: Mapping | None = None) -> Period:
    return Period(day, day, note, params or {})


def _last_of_week(year: int, week: int) -> dt.date:
    if week == 0:
        first = dt.date(year, 1, 1)
        return first + dt.timedelta(days=6 - first.weekday())
    weeks = dt.date(year, 12, 28).isocalendar().week
    if week == 53 > weeks:
        return dt.date(year, 12, 31)
    return dt.date.fromisocalendar(year, week, 7)


_GAP = r"(?:[ ,./-]|, | of | af | i )*"
_UGE = r"(?:uge|week|wk|w|u)[ .]*"
_WRITTEN = [
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (rf"{_YEAR}(?:\.0+)?", _year),
        (rf"{_YEAR}[-/](?P<month>\d\d)", _month),
        (rf"{_YEAR}[-/](?P<month>[1-9])", _month),
        (r"(?P<month>0?[1-9]|1[0-2])[-/.]" + _YEAR, _month),
        (rf"{_YEAR}(?:-?w)?(?P<week>\d\d)(?:\.0+)?", _week),
        (rf"{_YEAR}{_GAP}{_UGE}(?P<week>\d{{1,2}})", _week),
        (rf"{_UGE}(?P<week>\d{{1,2}})(?:{_GAP}{_YEAR})?", _week),
        (rf"{_YEAR}[./-](?P<month>\d{{1,2}})[./-](?P<day>\d{{1,2}})", _date),
        (rf"{_DAY} *{_MONTH}(?:{_GAP}{_YEAR})?", _date),
        (rf"{_DAY}-{_MONTH}-{_YEAR}", _date),
        (rf"{_MONTH} *{_DAY}(?:{_GAP}{_YEAR})?", _date),
        (rf"{_DAY}-{_MONTH}-{_SHORT}", _short),
        (rf"{_MONTH}(?:-| ?'){_SHORT}", _short),
        (rf"(?P<half>[12])\.? ?(?:halvår|half){_GAP}{_YEAR}", _half),
        (rf"{_MONTH}{_GAP}{_YEAR}", _month),
        (rf"{_YEAR}{_GAP}{_MONTH}", _month),
        (rf"{_YEAR}{_GAP}[qk](?P<quarter>[1-4])", _quarter),
        (rf"[qk](?P<quarter>[1-4]){_GAP}{_YEAR}", _quarter),
        (
            rf"(?P<quarter>[1-4])\.? ?(?:kvartal|kvt|kv|quarter)\.?{_GAP}{_YEAR}",
            _quarter,
        ),
        (rf"{_YEAR}{_GAP}(?P<quarter>[1-4])\.? ?(?:kvartal|quarter)", _quarter),
        (r"(?P<serial>[34567]\d{4})(?:[.,]\d+)?", _serial),
    )
]
