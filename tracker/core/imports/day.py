"""The day parser of forms, imports and commands."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache

from tracker.core.imports.cell import Unreadable, is_nothing
from tracker.core.imports.day_order import DMY, MDY, is_doubtful, orders_of
from tracker.core.imports.one_end import (
    DAY_FIRST,
    MONTH_FIRST,
    OTHER_WEEKDAY,
    DayHabits,
    iso_day,
    one_end,
)
from tracker.core.imports.period import (
    NO_YEAR,
    SHORT_YEAR,
    Period,
    about,
    single,
    week_from,
)
from tracker.core.imports.two_ends import FROM, two_ends
from tracker.core.validation import N_

NO_DAY = N_(
    "“%(text)s” is no day we can read. Write it as 2026-09-03, or a week as 2026-W36."
)

# Years that a list can mean; others are slips of the keyboard
FIRST_YEAR = 1900
LAST_YEAR = 2199

__all__ = [
    "DAY_FIRST",
    "DMY",
    "MDY",
    "MONTH_FIRST",
    "NO_YEAR",
    "OTHER_WEEKDAY",
    "SHORT_YEAR",
    "Period",
    "is_doubtful",
    "orders_of",
    "parse_day",
    "parse_period",
]

_WEEK_OF = re.compile(r"(?:w/c|week (?:of|commencing|beginning)|ugen fra) ")
_ABOUT = re.compile(
    r"(?:(?:ca|cirka|circa|omkring|omk|approx|around|about|~|≈)\.?"
    r"|(?:senest|inden|efter|(?:ind|frem )?til(?: og med)?|t\.?o\.?m\.?|until|till|by|through)\b"
    r"|(?:deadline|frist|start|slut):) *"
)
# The most frequent way, read at once
_ISO_DAY = re.compile(r"(?:19|20|21)\d\d-\d\d-\d\d", re.ASCII)
# Dashes of all lengths, and what nobody sees
_PLAIN = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("’‘´`", "'")
    | dict.fromkeys("\u200b\u2060\ufeff\u200e\u200f", "")
    | dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "")
)
_REMARK = re.compile(
    r" \([^()]*[^\W\d][^()]*\)\Z|(?<=[\w.]) ?(?:\?|->|→|-)\Z| og frem(?:efter)?\Z"
    r"|,? (?:om )?(?:morgen|formiddag|middag|eftermiddag|aften|nat)(?:t?en)?\Z"
    r"|,? \(?dansk tid\)?\Z|,? hele dagen\Z"
)
# Whatever is longer is a story
LONGEST = 100


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
    if _ISO_DAY.fullmatch(text):
        return _iso_day(text)
    plain = " ".join(text.translate(_PLAIN).split())
    if is_nothing(plain):
        return None
    found = None
    if len(plain) <= LONGEST:
        habits = DayHabits(tuple(sorted((orders or {}).items())), on, zone)
        found = _tried(plain, habits)
    if found is None or not FIRST_YEAR <= found.first.year <= LAST_YEAR:
        raise Unreadable(NO_DAY, text)
    return found


def _iso_day(text: str) -> Period:
    try:
        return single(dt.date.fromisoformat(text))
    except ValueError:
        raise Unreadable(NO_DAY, text) from None


def _tried(text: str, habits: DayHabits) -> Period | None:
    try:
        return _period(text, habits)
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


@lru_cache(maxsize=4096)
def _period(text: str, habits: DayHabits) -> Period | None:
    """Tried in this order: ISO, as one end, as from – to, without a remark."""
    if found := iso_day(text, habits.zone):
        return found
    word = text.casefold().strip("'\"").rstrip(",;")
    if circa := _ABOUT.match(word):
        return about(_tried(word[circa.end() :], habits))
    return one_end(word, habits) or two_ends(word, habits) or _remarked(word, habits)


def _remarked(word: str, habits: DayHabits) -> Period | None:
    """A period with a remark, a question mark, an open end, or a week's first day."""
    if week := _WEEK_OF.match(word):
        return week_from(_tried(word[week.end() :], habits))
    if remark := _REMARK.search(word):
        return about(_tried(word[: remark.start()], habits))
    if open_end := FROM.match(word):
        return about(_tried(word[open_end.end() :], habits))
    return None
