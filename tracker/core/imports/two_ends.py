"""Periods written as two ends: from one day, week, month or quarter to another."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from tracker.core.imports.day_order import NUMERIC
from tracker.core.imports.moment import moment_of
from tracker.core.imports.notation import DANISH, MONTH, SHORT
from tracker.core.imports.one_end import DEN, WEEKDAY, DayHabits, iso_day, one_end
from tracker.core.imports.period import (
    MONTHS,
    NO_YEAR,
    SHORT_YEAR,
    Period,
    about,
    months_between,
)

FROM = re.compile(r"(?:fra|from|between|mellem|siden|since) ")
_BETWEEN = re.compile(
    r" ?(?:->|→|-) ?| (?:til(?: og med)?|to|t\.o\.m\.|og|and|&) | ?[+&] ?|\.\."
    r"| ?/ ?(?=[^\W\d]|\d{4}(?:-|\Z)|\d{1,2}\.\d{1,2}\.)"
)
# Uge 35/36, uge 34, 35 og 36
_WEEKS_LISTED = re.compile(
    r"\A(uger?|weeks?) (\d{1,2})(?:(?:, | ?[/+&] ?| og | and )\d{1,2})*"
    r"(?:, | ?[/+&] ?| og | and )(\d{1,2})(?=[ ,]|\Z)",
    re.ASCII,
)
# 3/9, 5/9 og 7/9 2026
_LISTED = re.compile(r"([^,]+),.+?(?: og | and | ?[&+] ?)(.+)")
# 2026-09-03/05, 2026-09-03 - 05, 2026-09-03 til 10-05
_ISO_TO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?: - | ?/ ?| til | to )(\d\d(?:-\d\d)?)", re.ASCII
)
# A day whose marks part no ends: 07-09-2026, 3/9-2026
_WHOLE_DAY = re.compile(
    r"(?<![-./\d])\d{1,2}[-./]\d{1,2}[-./](?:19|20|21)\d\d\b", re.ASCII
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\Z")
_DAY_AND_MONTH = re.compile(r"\d{1,2}([./-])\d{1,2}", re.ASCII)
_HOLDS_YEAR = re.compile(r".*\b((?:19|20|21)\d\d)")
_MONTH_AND_SHORT = re.compile(rf"{MONTH}(?:[ '-]*{SHORT})?", re.ASCII)
_YEAR = re.compile(r"(?:19|20|21)\d\d", re.ASCII)
_NAME = re.compile(r"[^\W\d]+\.? ?")
_WORDED = re.compile(r"[^\W\d]|[./ ]|\d-\d")
HALF_A_YEAR = 184  # days


def two_ends(word: str, habits: DayHabits) -> Period | None:
    """From one period to another; what one end leaves out, the other one says."""
    word = DEN.sub("", FROM.sub("", word, count=1), count=1)
    if short := _ISO_TO.fullmatch(word):
        begin, end = short.groups()
        return _from_to(begin, " - ", begin[: -len(end)] + end, habits)
    word = _WEEKS_LISTED.sub(r"\1 \2 - \3", word, count=1)
    if not _WORDED.search(word) or NUMERIC.fullmatch(word):
        return None  # fra 3/9-2026 has one end
    if listed := _LISTED.fullmatch(word):
        return about(_from_to(listed[1].rstrip(" ."), " - ", listed[2], habits))
    days = [range(*day.span()) for day in _WHOLE_DAY.finditer(word)]
    for match in _BETWEEN.finditer(word):
        if any(match.start() in day for day in days):
            continue
        begin = word[: match.start()].strip(" .")
        found = _from_to(begin, match[0], word[match.end() :], habits)
        if found:
            return found
    return None


def _from_to(begin: str, mark: str, end: str, habits: DayHabits) -> Period | None:
    if months := _months_of_years(begin, end):
        return months
    if _is_of_season(begin, mark, end):
        return None
    name = _NAME.match(begin)
    begin = DEN.sub("", WEEKDAY.sub("", begin, count=1), count=1)
    ends = [end]
    if name:
        ends.append(name[0] + end)  # uge 35 - 36
    for text in ends:
        last = _last_end(text, begin, habits)
        if last is None:
            continue
        for filled in _filled_begins(begin, text, last):
            first = _end(filled, habits)
            if first and first.note == NO_YEAR and last.note in ("", SHORT_YEAR):
                continue  # today's year, though the other end says one
            if first and first.first <= last.first and first.last < last.last:
                return _joined(first, last, begin)
        if last.note == NO_YEAR:
            return _over_new_year(begin, text, habits)
    return None


def _last_end(end: str, begin: str, habits: DayHabits) -> Period | None:
    """The second end; without a year it is of that of the first end, or of the next."""
    said = _HOLDS_YEAR.match(begin)
    if said is None:
        return _end(end, habits)
    year = int(said[1])
    last = _end(end, habits._replace(on=dt.date(year, 1, 1)))
    if last is None or last.note != NO_YEAR:
        return last
    first = _end(begin, habits)
    if first and last.first < first.first:
        last = _end(end, habits._replace(on=dt.date(year + 1, 1, 1)))
    return last._replace(note="", params={})


def _joined(first: Period, last: Period, begin: str) -> Period:
    """From one to the other, told where it is not sure of which year the first one is."""
    found = last._replace(first=first.first, is_range=True)
    if _middle(first).year == _middle(last).year or _HOLDS_YEAR.match(begin):
        return found
    is_day = last.first == last.last
    if is_day and (found.last - found.first).days <= HALF_A_YEAR:
        return found  # 30/12 - 2/1 2027
    return about(found)


def _middle(found: Period) -> dt.date:
    """Of a week this says its year."""
    return found.first + (found.last - found.first) / 2


def _over_new_year(begin: str, end: str, habits: DayHabits) -> Period | None:
    """From one year into the next, where neither is written: dec-jan, uge 52-1."""
    year = habits.on.year
    if habits.on.month <= 6:
        year -= 1
    first = _end(begin, habits._replace(on=dt.date(year, 1, 1)))
    last = _end(end, habits._replace(on=dt.date(year + 1, 1, 1)))
    if first is None or last is None or (last.last - first.first).days > HALF_A_YEAR:
        return None
    params = {"year": f"{year}/{year + 1}"}
    return last._replace(first=first.first, params=params, is_range=True)


def _end(text: str, habits: DayHabits) -> Period | None:
    try:
        return iso_day(text, habits.zone) or one_end(text, habits)
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def _months_of_years(begin: str, end: str) -> Period | None:
    """From one month to another, with a year of two digits: jan. - mar. 26.

    Where a number stands behind both, it is a year if Danish writes the month so, for
    there no day follows its name; or if the days would stand in the wrong order.
    """
    first = _MONTH_AND_SHORT.fullmatch(begin)
    last = _MONTH_AND_SHORT.fullmatch(end)
    if first is None or last is None or not last["short"]:
        return None
    months = [MONTHS[first["month"]], MONTHS[last["month"]]]
    years = [2000 + int(last["short"])] * 2
    if first["short"]:
        years[0] = 2000 + int(first["short"])
    elif months[0] > months[1]:
        years[0] -= 1
    ends = list(zip(years, months, strict=True))
    if ends[0] >= ends[1] or years[1] - years[0] > 1:
        return None
    is_danish = re.match(rf"[^\W\d]+\.|(?:{DANISH})\b", begin)
    if first["short"] and months[0] < months[1] and not is_danish:
        return None
    end_month = months_between({"year": years[1]}, None, months[1], months[1])
    begins = dt.date(years[0], months[0], 1)
    return end_month._replace(first=begins, note=SHORT_YEAR, is_range=True)


def _filled_begins(begin: str, end: str, last: Period) -> list[str]:
    """The first end with what only the second one, read as `last`, says; then as it stands."""
    begin = _ORDINAL.sub("", begin)
    if begin.isdigit() and len(begin) <= 2:
        # 3-5 september 2026, 1.-2. kvartal 2026
        return [re.sub(r"\d+", begin, end, count=1), begin]
    if _HOLDS_YEAR.match(end) or last.note == SHORT_YEAR:
        # From December into January: the year before
        years = (last.last.year, last.last.year - 1)
        bare = _without_time(begin)
        return [_with_year(bare, year) for year in years] + [begin]
    if end.endswith("."):
        return [f"{begin}.", begin]  # 3.9. - 5.9.
    return [begin]


def _with_year(text: str, year: int) -> str:
    if match := _DAY_AND_MONTH.fullmatch(text):
        return f"{text}{match[1]}{year}"
    return f"{text} {year}"


def _without_time(text: str) -> str:
    moment = moment_of(text)
    if moment and ("kl" in text or ":" in text):
        return moment.day
    return text


def _is_of_season(begin: str, mark: str, end: str) -> bool:
    """Whether two years name a season: nobody knows in which of them maj 2025/2026 is."""
    return mark == "/" and bool(_YEAR.fullmatch(end)) and not _YEAR.fullmatch(begin)
