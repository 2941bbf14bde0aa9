"""Measures of a large organisation, counted once a minute as long as nothing new was written.

Up to a few thousand experiments everything is counted anew each time. Beyond that, what was counted is used again for a minute at
most, and only while nobody has shared, started, concluded or changed an attempt, used a lesson, built on something, given evidence,
commented, endorsed, promised or joined: what was written last is looked up first, by its id. What only takes something away, such as
a withdrawn endorsement or a disabled account, shows after a minute. Nothing in it depends on who asks.
"""

from __future__ import annotations

import time

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.comments.models import Comment
from tracker.commitments.models import Commitment, Settlement
from tracker.dashboard.queries.everything import Measures, measures
from tracker.dashboard.queries.period import Period
from tracker.db import connected_to, database
from tracker.endorsements.models import Endorsement
from tracker.experiments.models import Change, Experiment
from tracker.lessons.models import Conclusion, Evidence, Lesson, Retirement, Reuse
from tracker.lineage.models import Descent

MANY, A_MINUTE, MOST_KEPT = 5_000, 60, 64
WATCHED = (Experiment, Change, Conclusion, Lesson, Reuse, Descent, Evidence, Retirement, Comment, Endorsement)
WATCHED += (Commitment, Settlement, Person)

_kept: dict[tuple, tuple[tuple, float, Measures]] = {}


def recent_measures(period: Period) -> Measures:
    """`measures` of a period, counted now or, in a large organisation, within the last minute."""
    newest = _newest()
    if (newest[0] or 0) < MANY:
        return measures(period)
    key = connected_to(), period
    seen, at, told = _kept.get(key, (None, 0, None))
    if told is None or seen != newest or time.monotonic() - at > A_MINUTE:
        told = measures(period)
        if len(_kept) >= MOST_KEPT:
            forget()
        _kept[key] = newest, time.monotonic(), told
    return told


def forget() -> None:
    """Count everything anew the next time."""
    _kept.clear()


def _newest() -> tuple:
    """What was written last, of everything that is counted; the newest experiment first. One query, of one row a table."""
    newest = [noun.select(fn.MAX(noun.id)) for noun in WATCHED]
    return tuple(database.execute(peewee.Select(columns=newest)).fetchone())
