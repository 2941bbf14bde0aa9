"""Periods written as two ends: from one day, week, month or quarter to another."""

from __future__ import annotations

import datetime as dt
import re

from tracker.core.imports.notation import DANISH, MONTH, SHORT
from tracker.core.imports.period import MONTHS, SHORT_YEAR, Period, months_between

BETWEEN = re.compile(
    r" ?(?:->|→|-) ?| (?:til(?: og med)?|to|t\.o\.m\.|og|and|&) | ?[+&] ?|\.\."
    r"| ?/ ?(?=[^\W\d]|\d{4}(?:-|\Z))"
)
FROM = re.compile(r"(?:fra|from|between|mellem|siden|since) ")
# Uge 35/36, uge 34, 35 og 36
WEEKS_LISTED = re.compile(
    r"\A(uger?|weeks?) (\d{1,2})(?:(?:, | ?[/+&] ?| og | and )\d{1,2})*"
    r"(?:, | ?[/+&] ?| og | and )(\d{1,2})(?=[ ,]|\Z)",
    re.ASCII,
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\Z")
_DAY_AND_MONTH = re.compile(r"\d{1,2}([./-])\d{1,2}", re.ASCII)
ENDS_IN_YEAR = re.compile(r".*\b((?:19|20|21)\d\d)")
_MONTH_AND_SHORT = re.compile(rf"{MONTH}(?:[ '-]*{SHORT})?", re.ASCII)
BEGINS_WITH_YEAR = re.compile(r"((?:19|20|21)\d\d) (?=[^\W\d])")
_YEAR = re.compile(r"(?:19|20|21)\d\d", re.ASCII)
HALF_A_YEAR = 184  # days


def months_of_years(begin: str, end: str) -> Period | None:
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


def filled_begins(begin: str, end: str, last: Period) -> list[str]:
    """The first end with what only the second one, read as `last`, says; then as it stands."""
    begin = _ORDINAL.sub("", begin)
    if begin.isdigit() and len(begin) <= 2:
        # 3-5 september 2026, 1.-2. kvartal 2026
        return [re.sub(r"\d+", begin, end, count=1), begin]
    if ENDS_IN_YEAR.match(end) or last.note == SHORT_YEAR:
        mark = " "
        if match := _DAY_AND_MONTH.fullmatch(begin):
            mark = match[1]
        # From December into January: the year before
        years = (last.last.year, last.last.year - 1)
        return [f"{begin}{mark}{year}" for year in years] + [begin]
    if end.endswith("."):
        return [f"{begin}.", begin]  # 3.9. - 5.9.
    return [begin]


def is_of_season(begin: str, mark: str, end: str) -> bool:
    """Whether two years name a season: nobody knows in which of them maj 2025/2026 is."""
    return mark == "/" and bool(_YEAR.fullmatch(end)) and not _YEAR.fullmatch(begin)


def is_long(found: Period, begin: str) -> bool:
    """Whether a year before was taken, long ago: 5/9 - 3/9 2026 may be a slip."""
    if found.first.year == found.last.year or ENDS_IN_YEAR.match(begin):
        return False
    return (found.last - found.first).days > HALF_A_YEAR
