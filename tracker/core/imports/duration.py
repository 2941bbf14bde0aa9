"""Lengths of time as people and spreadsheets write them."""

from __future__ import annotations

import re

_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d):([0-5]\d(?:[.,]\d+)?)", re.ASCII)
_ISO = re.compile(
    r"pt(?:(?P<hours>\d+)h)?(?:(?P<minutes>\d+)m)?(?:(?P<seconds>\d+(?:\.\d+)?)s)?",
    re.ASCII,
)
_AND = r"[, ]*(?:og |and )?"
_HOURS = r"(?P<hours>\d+(?:[.,]\d+)?) ?(?:t|h|hrs?|timer?|hours?)\.?"
_MINUTES = r"(?P<minutes>\d+(?:[.,]\d+)?) ?(?:min(?:ut(?:ter)?|utes?|s)?\.?|m\.?|')"
_SECONDS = (
    r"(?P<seconds>\d+(?:[.,]\d+)?) ?(?:sek(?:und(?:er)?)?|sec(?:ond)?s?|s|\"|'')\.?"
)
# A lone "5 m" is more likely metres, a lone "5 t" tons
_PARTS = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"{_HOURS}{_AND}{_MINUTES}(?:{_AND}{_SECONDS})?",
        rf"{_MINUTES}{_AND}{_SECONDS}",
        rf"{_HOURS}{_AND}{_SECONDS}",
        r"(?P<hours>\d+(?:[.,]\d+)?) ?(?:timer?|hours?|hrs?|h)\.?",
        r"(?P<minutes>\d+(?:[.,]\d+)?) ?min(?:ut(?:ter)?|utes?|s)?\.?",
        _SECONDS,
        r"(?P<hours>\d+) ?(?:t|h)\.? ?(?P<minutes>[0-5]\d)",
        r"(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d) ?min(?:ut(?:ter)?|utes?|s)?\.?",
        r"(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d) ?(?:t|h|timer?|hours?|hrs?)\.?",
    )
]


def seconds_of(text: str) -> float | None:
    """The seconds of 0:01:35, 1 t 20 min, 95 sek. or PT1M35S; None for other texts."""
    if match := _CLOCK.fullmatch(text):
        hours, minutes, seconds = match.groups()
        return int(hours) * 3600 + int(minutes) * 60 + _value(seconds)
    word = text.lower().replace("’", "'").replace("”", '"').replace("″", '"')
    for form in (_ISO, *_PARTS):
        match = form.fullmatch(word)
        if match and any(match.groupdict().values()):
            return _sum(match.groupdict())
    return None


def _sum(parts: dict[str, str | None]) -> float:
    return (
        _value(parts.get("hours")) * 3600
        + _value(parts.get("minutes")) * 60
        + _value(parts.get("seconds"))
    )


def _value(text: str | None) -> float:
    return float((text or "0").replace(",", "."))
