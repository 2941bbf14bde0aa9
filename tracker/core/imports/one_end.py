"""Periods without two ends: a day, with or without a weekday or a time, or a named one."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from tracker.core.imports.day_order import DMY, MDY, NUMERIC, WEEKS
from tracker.core.imports.moment import is_hour, moment_of
from tracker.core.imports.notation import named_period
from tracker.core.imports.period import NO_YEAR, SHORT_YEAR, Period, single
from tracker.core.validation import N_

DAY_FIRST = N_("Day and month could be swapped; the day was taken to be first.")
MONTH_FIRST = N_("Day and month could be swapped; the month was taken to be first.")
OTHER_WEEKDAY = N_("The day of the week does not fit the day; the day was taken.")
WEEK_OR_MONTH = N_("Read as a week; it could be a month.")

DEN = re.compile(r"(?:den|d\.|the) *")
WEEKDAY = re.compile(
    r"(?:(?P<da>man|tirs?|ons|tors?|fre|lør|søn)(?:dag|d)?|(?P<short>ma|ti|on|to|fr|lø|sø)"
    r"|(?P<en>mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?)\.?,? +(?:i )?"
)
# Uge 36, fredag; 3. september 2026 (torsdag)
_WEEKDAY_LAST = re.compile(
    r"(?P<rest>.*\d),? \(?(?P<weekday>(?:man|tirs|ons|tors|fre|lør|søn)dag)\)?"
)
_WEEKDAYS = ("ma mo", "ti tu", "on we", "to th", "fr", "lø sa", "sø su")
_MONTH_WORD = re.compile(r"(?<=[^\W\d]) måned\b")  # september måned 2026
_LEAD = re.compile(
    r"\A(?:(?:dato|date)\b[:.]? *|pr\.? +|hele +|i +(?!dag|går|morgen|kv|halv))"
)
_YEARLESS = re.compile(r"(\d{1,2})(/)(\d{1,2})|(\d{1,2})(\.)(\d{1,2})\.", re.ASCII)
# A day alone or with a time; 20260901-20260930 is a range
_ISO = re.compile(r"\d{4}(?:-?\d\d-?\d\d|-?W\d\d(?:-?\d)?)(?:[Tt ]\d|\Z)", re.ASCII)
_DIGITS = re.compile(r"(\d\d)()(\d\d)()((?:19|20|21)\d\d)", re.ASCII)
_WEEK_OR_MONTH = re.compile(r"(?:19|20|21)\d\d(?:0[1-9]|1[0-2])(?:\.0)?", re.ASCII)
_STAMP = re.compile(r"((?:19|20|21)\d{6})(?:\d{4}|\d{6})", re.ASCII)
_SPACED = re.compile(r"(?<=\d) ?([-./]) ?(?=\d)", re.ASCII)
# As programs write it that are set to American English: no zeros in front, or AM and PM
_AMERICAN = re.compile(
    r"\A[1-9]\d?/[1-9]\d?/\d{2,4},? (?:\d|1\d|2[0-3]):\d\d(?::\d\d)?\Z|:\d\d ?[ap]\.?m\b",
    re.ASCII,
)


class DayHabits(NamedTuple):
    """How the days of a column are written.

    Attributes:
        orders: Day or month first, by the mark that parts them.
        on: Today; says the year of what is written without one.
        zone: The time zone in which a moment with a zone falls on a day.
    """

    orders: tuple[tuple[str, str], ...]
    on: dt.date | None
    zone: dt.tzinfo


def one_end(word: str, habits: DayHabits) -> Period | None:
    """The period that a text of small letters names, if it is not written as two ends.

    Raises:
        ValueError: There is no such day.
    """
    return _alone(word, habits) or _timed(word, habits)


def iso_day(text: str, zone: dt.tzinfo) -> Period | None:
    """A day or a moment as ISO 8601 writes it."""
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


def _alone(word: str, habits: DayHabits, american: bool = False) -> Period | None:
    """A period without a time, with or without the day of the week."""
    word = _LEAD.sub("", word, count=1)
    if word.endswith(("dag", "dag)")) and (last := _WEEKDAY_LAST.fullmatch(word)):
        word = f"{last['weekday']} {last['rest']}"
    weekday = WEEKDAY.match(word)
    if weekday:
        word = word[weekday.end() :]
    word = DEN.sub("", word, count=1).replace("(", "").replace(")", "")
    word = _MONTH_WORD.sub("", word, count=1)
    spaceless = _SPACED.sub(r"\1", word)
    for form in (NUMERIC, _YEARLESS, _DIGITS):
        if match := form.fullmatch(spaceless) or form.fullmatch(spaceless.rstrip(".")):
            found = _numeric(match, habits, american)
            break
    else:
        if match := _STAMP.fullmatch(word):
            return iso_day(match[1], habits.zone)
        found = _named((word, spaceless, word.rstrip(".")), habits)
    if weekday and found:
        return _on_weekday(found, weekday[0])
    if found and _WEEK_OR_MONTH.fullmatch(word) and (WEEKS, WEEKS) not in habits.orders:
        return found._replace(note=found.note or WEEK_OR_MONTH)
    return found


def _named(words: tuple[str, ...], habits: DayHabits) -> Period | None:
    for word in words:
        if found := named_period(word, habits.on, habits.zone):
            return found
    return None


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


def _numeric(match: re.Match, habits: DayHabits, american: bool) -> Period | None:
    """A day and a month in digits, perhaps a year; the order is known, shown or told.

    Args:
        american: Whether programs set to American English write it so.
    """
    first, mark, second, *rest = [part for part in match.groups() if part is not None]
    note = ""
    params = {}
    if not rest:
        if habits.on is None:
            return None
        year = habits.on.year
        note = NO_YEAR
        params = {"year": str(year)}
    else:
        year = int(rest[1])
    if rest and len(rest[1]) == 2:
        year += 2000
        note = SHORT_YEAR
    order = dict(habits.orders).get(mark)
    if not rest and int(second) > 12 and order != MDY:
        return None  # 9/26 may be a month of a year
    if int(first) > 12 or int(second) > 12 or int(first) == int(second):
        order = DMY
        if int(second) > 12:
            order = MDY
    elif order is None and mark == "/" and rest and rest[0] == "/":
        order = DMY
        note = DAY_FIRST
        if american:
            order = MDY
            note = MONTH_FIRST
    if order == MDY:
        return single(dt.date(year, int(first), int(second)), note, params)
    return single(dt.date(year, int(second), int(first)), note, params)


def _timed(word: str, habits: DayHabits) -> Period | None:
    """A day with a time: where it has a zone, the day where the organisation is."""
    moment = moment_of(word)
    if moment is None:
        return None
    found = _alone(moment.day, habits, american=bool(_AMERICAN.search(word)))
    if found is None or found.first != found.last:
        return None
    day = moment.on(found.first, habits.zone)
    return found._replace(first=day, last=day)
