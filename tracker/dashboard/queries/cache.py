"""Measures of a large organisation, counted anew only where something happened since.

Up to a few thousand experiments everything is counted each time. Beyond that, what was
counted is used again for every pile of attempts that nothing has stirred; triggers in
the database stir, so nothing that is shared, changed, taken back or erased shows late.
Each process counts for itself, all of it the first time. Nothing in it depends on who
asks.
"""

from __future__ import annotations

from dataclasses import dataclass

from peewee import fn

from tracker.dashboard.models import PILES, Stir
from tracker.dashboard.queries.measures import Measures, measures
from tracker.dashboard.queries.partial_counts import Book, Counted
from tracker.dashboard.queries.period import Period
from tracker.db import connected_to
from tracker.experiments.models import Experiment
from tracker.experiments.queries.visibility import unplaced

MANY = 5_000
MOST_KEPT = 24


@dataclass(frozen=True)
class Kept:
    """Measures, the piles that they were counted from, and what told of those then.

    Attributes:
        lone: The attempts whose unit is not told: it depends on who works there.
    """

    marks: dict[int, tuple]
    lone: frozenset[int]
    counted: Counted
    told: Measures


_kept: dict[tuple, Kept] = {}
_watched: set[str | None] = set()  # the databases in which every trigger was there


def recent_measures(period: Period) -> Measures:
    """`measures` of a period as they are now.

    In a large organisation only what was stirred since is counted.
    """
    if (Experiment.select(fn.MAX(Experiment.id)).scalar() or 0) < MANY:
        return measures(period)
    if connected_to() not in _watched:
        if not Stir.is_watching():  # the doctor says so
            return measures(period)
        _watched.add(connected_to())
    # Before counting: what comes in between is counted again
    marks = Stir.marks()
    key = (connected_to(), period)
    kept = _kept.pop(key, None)
    if kept is None or kept.marks != marks:
        lone = frozenset(id for (id,) in unplaced().tuples())
        book = Book(*_still_good(kept, marks)) if kept and kept.lone == lone else Book()
        told = measures(period, book)
        kept = Kept(marks, lone, book.counted, told)
    while len(_kept) >= MOST_KEPT:
        # The one that nobody has asked for the longest
        _kept.pop(next(iter(_kept)), None)
    _kept[key] = kept
    return kept.told


def forget() -> None:
    """Count everything anew the next time."""
    _kept.clear()
    _watched.clear()


def _still_good(kept: Kept, marks: dict[int, tuple]) -> tuple[Counted, frozenset[int]]:
    """What was counted, and the piles that were stirred since; who works here and what
    was promised is counted in any case.
    """
    return kept.counted, frozenset(
        pile for pile in range(PILES) if kept.marks[pile] != marks[pile]
    )
