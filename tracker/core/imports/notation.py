"""The notations of a period that have a name or more digits than a day: uge 36, 2026-Q3."""

from __future__ import annotations

import datetime as dt
import re

from tracker.core.imports.period import (
    MONTHS,
    ORDINALS,
    Period,
    date_of,
    day_of_seconds,
    day_of_year,
    half_of,
    july_or_christmas,
    month_of,
    part_of,
    quarter_of,
    serial_day,
    week_after_slash,
    week_of,
    week_of_year,
    year_of,
)

# In Danish no day follows the name of a month
DANISH = "januar|februar|marts|maj|juni|juli|okt|oktober"
SHORT = r"(?P<short>\d\d)"
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"


def named_period(word: str, on: dt.date | None, zone: dt.tzinfo) -> Period | None:
    """The period that a text of small letters names, without a time; None if it is none.

    Args:
        on: Today; says the year where none is written.

    Raises:
        ValueError: There is no such day.
    """
    if re.fullmatch(r"1\d{9}(?:\d{3})?", word, re.ASCII):
        return day_of_seconds(word, zone)
    return _named(word, on)


def _named(word: str, on: dt.date | None) -> Period | None:
    for pattern, read in _NOTATIONS:
        if match := pattern.fullmatch(word):
            return read(match.groupdict(), on)
    return None


def _after_year(found: dict, on: dt.date | None) -> Period | None:
    """What stands behind a year: 2026 uge 36, 2026-Q3, 26W36."""
    year = found.get("year") or f"'{found['short']}"
    return _named(f"{found['rest']} {year}", on)


def _part(found: dict, on: dt.date | None) -> Period | None:
    if found.get("month"):
        whole = month_of(found, on)
    else:
        whole = _named(found["rest"], on)
    if whole is None:
        return None
    return part_of(whole, next(place for place in _PLACES if found[place]))


_PLACES = ("start", "middle", "end")
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:\.|ste|te|de|st|nd|rd|th)?"
_GAP = r"(?:[ ,./-]|, | of | af | i )*"
_IN = rf"(?:{_GAP}(?:{_YEAR}|'{SHORT}))?"
# Where two digits behind it can be nothing but a year
_IN_ANY = rf"(?:{_GAP}{_YEAR}|(?:{_GAP}'|[- /]|(?<=\.)){SHORT})"
_UGE = r"(?:ugen?|week|wk|w|u|kw|cw)(?: ?(?:nr|no|n?ummer)\.?)?[ .:-]*"
_NTH = "[1-4]|" + "|".join(sorted(ORDINALS, key=len, reverse=True))
_QUARTER = rf"(?P<quarter>{_NTH})(?:st|nd|rd|th)?\.? ?(?:kvartal|kvt|kv|quarter)\.?"
_NUMBERED = r"(?:[qk] ?|(?:kvartal|kvt|kv|quarter)[. ]*)(?P<quarter>[1-4])"
_HALF = (
    r"(?P<half>[12]|første|andet|first|second)(?:st|nd)?\.? ?(?:halvår|halvdel|half)"
)
_PART = (
    r"(?:(?P<start>primo|først|prim\.?|start(?:en)?|begyndelsen|tidligt|early|beginning)"
    r"|(?P<middle>medio|midt|midten|mid)"
    r"|(?P<end>ultimo|ult\.?|slut|slutningen|sidst|udgangen|sent|late|end))"
    r"(?:(?: i| af| of)? |-|(?<=\.))"
)
_NOTATIONS = [
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (rf"(?:år(?:et)? |year )?{_YEAR}(?:[.,]0+)?", year_of),
        (rf"{_YEAR}[/.](?P<month>0[1-9]|1[0-2])", month_of),
        (rf"{_YEAR}-(?P<month>\d\d)", month_of),
        (rf"{_YEAR}[- ]?m(?P<month>0[1-9]|1[0-2])", month_of),
        (rf"m(?P<month>0[1-9]|1[0-2])[- ]?{_YEAR}", month_of),
        (rf"måned (?P<month>0?[1-9]|1[0-2])[ ,]+{_YEAR}", month_of),
        (rf"{_YEAR}[-/](?P<month>[1-9])", month_of),
        (r"(?P<month>0?[1-9]|1[0-2])[-/.]" + _YEAR, month_of),
        (r"(?P<month>1[3-9]|[2-4]\d|5[0-3])[-/]" + _YEAR, month_of),
        (rf"{_YEAR}(?:-?w)?(?P<week>\d\d)(?:\.0+)?", week_of),
        (rf"{_YEAR}/(?P<week>\d\d)", week_after_slash),
        (rf"{_UGE}(?P<week>\d{{1,2}})\.?{_IN}", week_of),
        (rf"{_UGE}(?P<week>\d{{1,2}})(?P<mark>[/-]){SHORT}", week_of_year),
        (rf"(?P<week>\d{{1,2}})\. (?:uge|week){_IN}", week_of),
        (rf"{_YEAR}[./ -](?P<month>\d{{1,2}})[./ -](?P<day>\d{{1,2}})", date_of),
        (rf"{_YEAR}{_GAP}{MONTH}{_GAP}{_DAY}", date_of),
        (rf"{_YEAR}-(?P<days>\d{{3}})", day_of_year),
        (rf"{_DAY}(?: of)?[ /-]*{MONTH}{_IN}", date_of),
        (rf"{_DAY}[ /-]*{MONTH}[ /-]*{SHORT}", date_of),
        (rf"(?P<month>{DANISH})\.? {SHORT}", month_of),
        (rf"{MONTH} *{_DAY}{_IN}", date_of),
        (rf"{MONTH} *{_DAY}, {SHORT}", date_of),
        (rf"{MONTH}-{SHORT}", month_of),
        (rf"jul {_YEAR}", july_or_christmas),
        (rf"{MONTH}{_IN}", month_of),
        (rf"{_PART}{MONTH}[ '-]+{SHORT}", _part),
        (rf"{_PART}(?P<rest>.+)", _part),
        (rf"{_NUMBERED}{_IN_ANY}?", quarter_of),
        (rf"{_QUARTER}{_IN_ANY}?", quarter_of),
        (rf"(?P<quarter>[1-4])q(?: ?{_YEAR}| ?'?{SHORT})", quarter_of),
        (rf"h(?P<half>[12]){_IN_ANY}", half_of),
        (rf"(?P<half>[12])h(?: ?{_YEAR}| ?'?{SHORT})", half_of),
        (rf"{_HALF}{_IN_ANY}?", half_of),
        (r"(?P<serial>[34567]\d\.?\d{3})(?:[.,]\d+)?", serial_day),
        (rf"'?{SHORT}[- ]?(?P<rest>(?:[qkwuh]|uge ?)\d{{1,2}})", _after_year),
        (rf"{_YEAR}{_GAP}(?P<rest>\D.*|\d.*\D.*)", _after_year),
    )
]
