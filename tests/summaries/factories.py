"""Summaries for tests: drafted from what the cast has tried, handed over, signed."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from tracker.dashboard.queries import Period
from tracker.quarters import Quarter
from tracker.summaries import queries
from tracker.summaries.models import Summary, SummarySignature

ZONE = ZoneInfo("Europe/Copenhagen")
# When the quarter in which the cast tried things has ended
AT = dt.datetime(2027, 1, 4, 9, 0, tzinfo=dt.UTC)
Q4 = Quarter(2026, 4)
Q3 = Quarter(2026, 3)


def drafted(cast, quarter: Quarter = Q4, at: dt.datetime = AT) -> Summary:
    """A draft of what was tried in a quarter."""
    period = Period(quarter, at.date(), ZONE)
    lessons = queries.surprising(period)
    figures = queries.taken(period)
    first = lessons[0].id if lessons else None
    return Summary.draft(
        quarter, figures=figures, surprising=first, by=cast.frida, at=at, on=at.date()
    )


def waiting(cast, quarter: Quarter = Q4, at: dt.datetime = AT) -> Summary:
    """One that waits for a leader's signature."""
    summary = drafted(cast, quarter, at)
    summary.amend(
        version=summary.version,
        by=cast.frida,
        at=at,
        **words(),
        surprising=summary.surprising,
    )
    summary.offer(version=summary.version, by=cast.frida, at=at)
    return summary


def signed(cast, quarter: Quarter = Q4, at: dt.datetime = AT) -> Summary:
    """One that Leif has signed."""
    summary = waiting(cast, quarter, at)
    said = {
        "word": "Jeg troede, at vi skulle svare hurtigere. Vi skulle svare ærligere.",
        "why_not": "Mit forsøg løber endnu.",
    }
    SummarySignature.sign(summary, version=summary.version, by=cast.leif, at=at, **said)
    return summary


def words() -> dict:
    """What Frida writes."""
    return {
        "opening": "Et kvartal med mod.",
        "answer": "Ingen spørger om morgenen.",
        "learnt": "Vi ved mere.",
        "next_question": "Hvem spørger om morgenen?",
    }


def in_address(cast, name: str) -> str:
    """The quarter that stands in a route's address: one that is signed, or that waits for it."""
    quarter = Q3 if name == "waiting" else Quarter(2026, 2)
    known = Summary.select().where(Summary.quarter == str(quarter)).exists()
    return (known and str(quarter)) or (waiting if name == "waiting" else signed)(
        cast, quarter
    ).quarter
