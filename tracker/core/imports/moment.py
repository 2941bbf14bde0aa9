"""Times of day and time zones beside a day."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

# Hours and minutes that programs write by letters; CST and IST name several zones
ZONES = {
    "z": 0,
    "utc": 0,
    "gmt": 0,
    "wet": 0,
    "west": 60,
    "bst": 60,
    "cet": 60,
    "cest": 120,
    "met": 60,
    "mest": 120,
    "eet": 120,
    "eest": 180,
    "est": -300,
    "edt": -240,
    "cdt": -300,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
}
_OFFSET = r"(?:utc|gmt)? ?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?"
_NAMED = rf"(?P<named>{'|'.join(sorted(ZONES, key=len, reverse=True))})"
_PLACE = (
    r"(?P<place>(?:etc|europe|america|asia|africa|australia|atlantic)/[a-z_+\d/-]+)"
)
_ZONE = (
    rf"(?: ?[(\[]?(?:{_OFFSET}|{_PLACE}|{_NAMED})[)\]]?)"
    r"(?: ?[(\[][a-z_/ ]+[)\]]| utc| gmt)?"
)
_AT = r"(?:kl\.? ?|klokken |at )"
_CLOCK = r"(?P<hour>[0-2]?\d)[:.](?P<minute>[0-5]\d)(?:[:.][0-5]\d(?:[.,]\d+)?)?"
_HALF = r" ?(?P<half>[ap])\.?m\.?"
_TIME = rf"(?:{_AT}?{_CLOCK}(?:{_HALF})?)"
_HOUR = rf"(?:{_AT}(?P<whole>[0-2]?\d)|(?P<twelve>1?\d) ?(?P<half_day>[ap])\.?m\.?)"
# From one hour to another on a day: kl. 19-21, 19:00 - 21:00, fra kl. 9.30 til 11
_HOURS = re.compile(
    rf"(?P<day>.+?),? (?:fra |from )?(?P<kl>{_AT})?"
    r"(?P<begin>[0-2]?\d)(?P<minutes>[:.][0-5]\d(?:[:.][0-5]\d)?)?"
    rf" ?(?:-|til|to) ?{_AT}?(?P<end>[0-2]?\d)(?P<end_minutes>[:.][0-5]\d(?:[:.][0-5]\d)?)?",
    re.ASCII,
)
_ENDS_IN_YEAR = re.compile(r"\b(?:19|20|21)\d\d,?\Z", re.ASCII)
# Zones of people, and those of ships
_WEST = -600
_FURTHEST = -720
_FORMS = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?P<day>.+?)(?:[ t,]|, ){_TIME}(?:{_ZONE})?",
        rf"(?P<day>.+?)(?:[ ,]|, ){_HOUR}(?:{_ZONE})?",
        # As Unix and X write it: Thu Sep 03 14:56:00 +0200 2026
        rf"(?P<day>.+?) {_TIME}(?:{_ZONE})? (?P<year>\d{{4}})",
        rf"(?:{_AT}{_CLOCK}|(?P<hour_>[0-2]?\d):(?P<minute_>[0-5]\d)(?::[0-5]\d)?"
        rf"|{_AT}(?P<whole>[0-2]?\d)),? (?P<day>.+)",
    )
]


class Moment(NamedTuple):
    """A day as text, with the time beside it.

    Attributes:
        offset: Minutes that its zone is ahead of UTC; None where no zone is written.
        place: The name of its zone, such as europe/copenhagen, in small letters.
    """

    day: str
    hour: int
    minute: int
    offset: int | None
    place: str = ""

    def on(self, day: dt.date, zone: dt.tzinfo) -> dt.date:
        """The day on which the moment falls where the organisation is."""
        if self.place:
            return self._there(day).astimezone(zone).date()
        if self.offset is None:
            return day
        at = dt.datetime.combine(day, dt.time(), dt.UTC)
        at += dt.timedelta(hours=self.hour, minutes=self.minute - self.offset)
        return at.astimezone(zone).date()

    def _there(self, day: dt.date) -> dt.datetime:
        names = {name.lower(): name for name in available_timezones()}
        if self.place not in names:
            raise ValueError("There is no such zone")
        time = dt.time(self.hour % 24, self.minute)
        return dt.datetime.combine(day, time, ZoneInfo(names[self.place]))


def moment_of(word: str) -> Moment | None:
    """The day, time and zone in a text of small letters; None where there is no time."""
    for form in _FORMS:
        if match := form.fullmatch(word):
            found = match.groupdict()
            hour = _hour(found)
            if is_hour(_offset(found), hour * 60) or found["day"].endswith("-"):
                break
            if hour > 24:
                continue
            day = found["day"].strip(" ,")
            if found.get("year"):
                day = f"{day} {found['year']}"
            minute = int(found.get("minute") or found.get("minute_") or 0)
            return Moment(day, hour, minute, _offset(found), found.get("place") or "")
    return _of_hours(word)


def is_hour(offset: int | None, begin: int) -> bool:
    """Whether what looks like a zone is an hour: in 19:00-21:00, and in 10:00-12:00.

    Args:
        offset: The minutes of the zone.
        begin: The minutes of the day that stand before it.
    """
    if offset is None or offset >= _WEST:
        return False
    return -offset > begin or offset < _FURTHEST


def _of_hours(word: str) -> Moment | None:
    """The beginning of what goes on from one hour to another."""
    match = _HOURS.fullmatch(word)
    if match is None:
        return None
    told = match["kl"] or match["minutes"] or match["end_minutes"]
    if not told and not _ENDS_IN_YEAR.search(match["day"]):
        return None
    begin = int(match["begin"])
    if not begin <= int(match["end"]) <= 24:
        return None
    return Moment(match["day"].strip(" ,"), begin, 0, None)


def _hour(found: dict) -> int:
    names = ("hour", "hour_", "whole", "twelve")
    hour = next(int(found[name]) for name in names if found.get(name))
    half = found.get("half") or found.get("half_day")
    if half and hour > 12:
        return 25
    if half == "p" and hour < 12:
        return hour + 12
    if half == "a" and hour == 12:
        return 0
    return hour


def _offset(found: dict) -> int | None:
    if found.get("named"):
        return ZONES[found["named"]]
    if not found.get("sign"):
        return None
    minutes = int(found["hours"]) * 60 + int(found["minutes"] or 0)
    if found["sign"] == "-":
        return -minutes
    return minutes
