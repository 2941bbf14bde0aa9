"""A calendar of whole days as iCalendar (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

LINE = 75  # octets


@dataclass(frozen=True)
class CalendarEvent:
    """A whole day in a calendar."""

    uid: str
    day: dt.date
    summary: str
    url: str


def icalendar(name: str, events: Iterable[CalendarEvent], *, on: dt.date) -> bytes:
    """The calendar.

    Args:
        on: Today; when it was made.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Forsoeg//Forsoeg//DA",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{on:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"SUMMARY:{_escaped(event.summary)}",
            f"URL:{event.url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _escaped(text: str) -> str:
    """A text with what would end it, or begin another line, escaped."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    plain = "\\n".join(text.splitlines())
    return "".join(sign for sign in plain if sign.isprintable())


def _folded(line: str) -> bytes:
    """A line, folded between characters so that no piece has more octets than allowed."""
    pieces = [b""]
    for sign in line:
        octets = sign.encode()
        if len(pieces[-1]) + len(octets) > LINE:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces) + b"\r\n"
