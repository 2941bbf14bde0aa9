"""The day parser of forms, imports and commands."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache

from tracker.core.imports.cell import Unreadable, is_nothing
from tracker.core.imports.day_order import (
    DMY,
    MDY,
    NUMERIC,
    WEEKS,
    is_doubtful,
    orders_of,
)
from tracker.core.imports.moment import is_hour, moment_of
from tracker.core.imports.notation import named_period
from tracker.core.imports.period import (
    NO_YEAR,
    SHORT_YEAR,
    Period,
    about,
    single,
    week_from,
)
from tracker.core.imports.two_ends import (
    BEGINS_WITH_YEAR,
    BETWEEN,
    ENDS_IN_YEAR,
    FROM,
    WEEKS_LISTED,
    filled_begins,
    is_long,
    is_of_season,
    months_of_years,
)
from tracker.core.validation import N_

NO_DAY = N_(
    "“%(text)s” is no day we can read. Write it as 2026-09-03, or a week as 2026-W36."
)
DAY_FIRST = N_("Day and month could be swapped; the day was taken to be first.")
MONTH_FIRST = N_("Day and month could be swapped; the month was taken to be first.")
OTHER_WEEKDAY = N_("The day of the week does not fit the day; the day was taken.")

WEEK_OR_MONTH = N_("Read as a week; it could be a month.")

# Years that a list can mean; others are slips of the keyboard
FIRST_YEAR = 1900
LAST_YEAR = 2199

__all__ = [
    "DAY_FIRST",
    "DMY",
    "MDY",
    "MONTH_FIRST",
    "NO_YEAR",
    "SHORT_YEAR",
    "Period",
    "is_doubtful",
    "orders_of",
    "parse_day",
    "parse_period",
]

_WEEKDAY = re.compile(
    r"(?:(?P<da>man|tirs?|ons|tors?|fre|lør|søn)(?:dag|d)?|(?P<short>ma|ti|on|to|fr|lø|sø)"
    r"|(?P<en>mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?)\.?,? +(?:i )?"
)
_WEEKDAYS = ("ma mo", "ti tu", "on we", "to th", "fr", "lø sa", "sø su")
_DEN = re.compile(r"(?:den|d\.|the) *")
_MONTH_WORD = re.compile(r"(?<=[^\W\d]) måned\b")  # september måned 2026
_WEEK_OF = re.compile(r"(?:w/c|week (?:of|commencing|beginning)|ugen fra) ")
_LEAD = re.compile(
    r"\A(?:(?:dato|date)\b[:.]? *|pr\.? +|hele +|i +(?!dag|går|morgen|kv|halv))"
)
_ABOUT = re.compile(
    r"(?:(?:ca|cirka|circa|omkring|omk|approx|around|about|~|≈)\.?"
    r"|(?:senest|inden|efter)\b|(?:deadline|frist|start|slut):) *"
)
# Dashes of all lengths, and what nobody sees
_PLAIN = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("’‘´`", "'")
    | dict.fromkeys("\u200b\u2060\ufeff\u200e\u200f", "")
    | dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "")
)
_YEARLESS = re.compile(r"(\d{1,2})(/)(\d{1,2})|(\d{1,2})(\.)(\d{1,2})\.", re.ASCII)
# A day alone or with a time; 20260901-20260930 is a range
_ISO = re.compile(r"\d{4}(?:-?\d\d-?\d\d|-?W\d\d(?:-?\d)?)(?:[Tt ]\d|\Z)", re.ASCII)
_DIGITS = re.compile(r"(\d\d)()(\d\d)()((?:19|20|21)\d\d)", re.ASCII)
_WEEK_OR_MONTH = re.compile(r"(?:19|20|21)\d\d(?:0[1-9]|1[0-2])(?:\.0)?", re.ASCII)
_STAMP = re.compile(r"((?:19|20|21)\d{6})(?:\d{4}|\d{6})", re.ASCII)
_SPACED = re.compile(r"(?<=\d) ?([-./]) ?(?=\d)", re.ASCII)
_REMARK = re.compile(r" \([^()]*[^\W\d][^()]*\)\Z| ?\?\Z| og frem\Z")
# Whatever is longer is a story
LONGEST = 100
_NAME = re.compile(r"[^\W\d]+\.? ?")
_WORDED = re.compile(r"[^\W\d]|[./ ]|\d-\d")


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

    A day with or without a time, a week, a month, a quarter, half a year, a year, or
    from one to the other. A week 00 is the one that 1 January falls in; a week 53 of a
    year that has none ends with the year.

    Args:
        orders: Day or month first (DMY, MDY), by the mark that parts them.
        on: Today; says the year of what is written without one.
        zone: The time zone in which a moment with a zone falls on a day.

    Raises:
        Unreadable: It is none of these.
    """
    if not text:
        return None
    marks = tuple(sorted((orders or {}).items()))
    plain = " ".join(text.translate(_PLAIN).split())
    if is_nothing(plain):
        return None
    found = None
    if len(plain) <= LONGEST:
        found = _tried(plain, marks, on, zone)
    if found is None or not FIRST_YEAR <= found.first.year <= LAST_YEAR:
        raise Unreadable(NO_DAY, text)
    return found


def _tried(text: str, marks: tuple, on: dt.date | None, zone) -> Period | None:
    try:
        return _period(text, marks, on, zone)
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


@lru_cache(maxsize=4096)
def _period(
    text: str, marks: tuple[tuple[str, str], ...], on: dt.date | None, zone: dt.tzinfo
) -> Period | None:
    """Tried in this order: ISO, the whole text, without its time, as from – to."""
    if found := _iso(text, zone):
        return found
    word = text.casefold().strip("'\"").rstrip(",;")
    if circa := _ABOUT.match(word):
        return about(_tried(word[circa.end() :], marks, on, zone))
    return (
        _alone(word, marks, on, zone)
        or _timed(word, marks, on, zone)
        or _range(word, marks, on, zone)
        or _remarked(word, marks, on, zone)
    )


def _remarked(word: str, marks: tuple, on: dt.date | None, zone) -> Period | None:
    """A period with a remark in brackets, a question mark, an open end, or a week's first day."""
    if week := _WEEK_OF.match(word):
        return week_from(_tried(word[week.end() :], marks, on, zone))
    if remark := _REMARK.search(word):
        return about(_tried(word[: remark.start()], marks, on, zone))
    if open_end := FROM.match(word):
        return about(_tried(word[open_end.end() :], marks, on, zone))
    return None


def _iso(text: str, zone: dt.tzinfo) -> Period | None:
    if re.fullmatch(r"(?:19|20|21)\d\d(?:0[1-9]|[1-4]\d|5[0-3]|00)", text, re.ASCII):
        return None  # year and week, not year and month
    if not _ISO.match(text) or len(text) < 8:
        return None
    if re.fullmatch(r"\d{4}-W\d\d", text, re.ASCII):
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    offset = moment.utcoffset()
    if offset is None or is_hour(offset // dt.timedelta(minutes=1), moment.hour * 60):
        return single(moment.date())
    return single(moment.astimezone(zone).date())


def _alone(
    word: str, marks: tuple, on: dt.date | None, zone: dt.tzinfo, timed: bool = False
) -> Period | None:
    """A period without a time, with or without the day of the week.

    Args:
        timed: Whether a time stands beside it as English writes it, with a colon.
    """
    word = _LEAD.sub("", word, count=1)
    weekday = _WEEKDAY.match(word)
    if weekday:
        word = word[weekday.end() :]
    word = _DEN.sub("", word, count=1).replace("(", "").replace(")", "")
    word = _MONTH_WORD.sub("", word, count=1)
    spaceless = _SPACED.sub(r"\1", word)
    for form in (NUMERIC, _YEARLESS, _DIGITS):
        if match := form.fullmatch(spaceless) or form.fullmatch(spaceless.rstrip(".")):
            found = _numeric(match, dict(marks), on, timed)
            break
    else:
        if match := _STAMP.fullmatch(word):
            return _iso(match[1], zone)
        found = named_period(word, on, zone) or named_period(spaceless, on, zone)
        found = found or named_period(word.rstrip("."), on, zone)
    if weekday and found:
        return _on_weekday(found, weekday[0])
    if found and _WEEK_OR_MONTH.fullmatch(word) and (WEEKS, WEEKS) not in marks:
        return found._replace(note=found.note or WEEK_OR_MONTH)
    return found


def _on_weekday(found: Period, name: str) -> Period:
    """The day of a week, or the day, told where it is another day of the week."""
    number = next(
        place for place, names in enumerate(_WEEKDAYS) if name[:2] in names.split()
    )
    if (found.last - found.first).days == 6:
        return single(found.first + dt.timedelta(days=number), found.note, found.params)
    if found.first == found.last and found.first.weekday() != number:
        return found._replace(note=found.note or OTHER_WEEKDAY)
    return found


def _numeric(
    match: re.Match, orders: dict[str, str], on: dt.date | None, timed: bool
) -> Period | None:
    """A day and a month in digits, perhaps a year; the order is known, shown or told."""
    first, mark, second, *rest = [part for part in match.groups() if part is not None]
    note = ""
    params = {}
    if not rest:
        if on is None:
            return None
        year = on.year
        note = NO_YEAR
        params = {"year": str(year)}
    else:
        year = int(rest[1])
    if rest and len(rest[1]) == 2:
        year += 2000
        note = SHORT_YEAR
    order = orders.get(mark)
    if not rest and int(second) > 12 and order != MDY:
        return None  # 9/26 may be a month of a year
    if int(first) > 12 or int(second) > 12 or int(first) == int(second):
        order = DMY
        if int(second) > 12:
            order = MDY
    elif order is None and mark == "/" and rest and rest[0] == "/":
        # Programs set to American English write 9/3/2026 2:56, without zeros
        unpadded = "0" not in (first[0], second[0])
        order = DMY
        note = DAY_FIRST
        if timed and unpadded:
            order = MDY
            note = MONTH_FIRST
    if order == MDY:
        return single(dt.date(year, int(first), int(second)), note, params)
    return single(dt.date(year, int(second), int(first)), note, params)


def _timed(word: str, marks: tuple, on: dt.date | None, zone) -> Period | None:
    """A day with a time: where it has a zone, the day where the organisation is."""
    moment = moment_of(word)
    if moment is None:
        return None
    found = _alone(moment.day, marks, on, zone, timed=":" in word)
    if found is None or found.first != found.last:
        return None
    day = moment.on(found.first, zone)
    return found._replace(first=day, last=day)


def _range(word: str, marks: tuple, on: dt.date | None, zone) -> Period | None:
    """From one period to another; what one end leaves out, the other one says."""
    word = _DEN.sub("", FROM.sub("", word, count=1), count=1)
    word = WEEKS_LISTED.sub(r"\1 \2 - \3", word, count=1)
    if not _WORDED.search(word) or NUMERIC.fullmatch(word):
        return None  # fra 3/9-2026 has one end
    for match in BETWEEN.finditer(word):
        begin = word[: match.start()].strip(" .")
        end = word[match.end() :]
        if months := months_of_years(begin, end):
            return months
        if is_of_season(begin, match[0], end):
            continue
        name = _NAME.match(begin)
        year = BEGINS_WITH_YEAR.match(begin)
        last = None
        if year and not ENDS_IN_YEAR.match(end):
            last = _end(f"{year[1]} {end}", marks, on, zone)  # 2026 Q1-Q2
        last = last or _end(end, marks, on, zone)
        if last is None and name:
            last = _end(name[0] + end, marks, on, zone)
        if last is None:
            continue
        for text in filled_begins(begin, end, last):
            first = _end(text, marks, on, zone)
            if first and first.note == NO_YEAR and last.note in ("", SHORT_YEAR):
                continue  # today's year, though the other end says one
            if first and first.first <= last.first and first.last < last.last:
                found = last._replace(first=first.first, is_range=True)
                return about(found) if is_long(found, begin) else found
    return None


def _end(text: str, marks: tuple, on: dt.date | None, zone) -> Period | None:
    try:
        return _iso(text, zone) or _alone(text, marks, on, zone)
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None
