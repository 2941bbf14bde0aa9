"""The measures of a large organisation, computed again after some minutes.

Up to 5,000 experiments they are kept until something that they count is written. Beyond
that, each process keeps them for at most five minutes. When a person is erased or content
is hidden, the revision in the database is raised and every process computes them again at
once.
Nothing in them depends on who reads the page, so the reader is not part of the key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from cachetools import LRUCache
from peewee import fn

from tracker.cache import cached_by_reads
from tracker.dashboard.queries.measures import Measures, measures
from tracker.dashboard.queries.period import Period
from tracker.db import connected_to
from tracker.experiments.models import Experiment
from tracker.prepared import Prepared
from tracker.revision import Revision

MANY = 5_000
MOST_SECONDS = 300
MOST_KEPT = 48

T = TypeVar("T")
_recent: LRUCache[tuple, Any] = LRUCache(MOST_KEPT)
_lock = Lock()


def recent_measures(period: Period) -> Measures:
    """`measures` of a period; in a large organisation at most five minutes old."""
    return recent(("measures", period), lambda: measures(period))


def recent(key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
    """What is made from measures; in a large organisation at most five minutes old.

    Args:
        key: What it is, and everything that it depends on beside the database.
    """
    if not is_large():
        return cached_by_reads(key, make)
    # Read before making: what is erased meanwhile has a higher one
    revision = Revision.current()
    place = (connected_to(), revision, int(monotonic() // MOST_SECONDS), key)
    with _lock:
        found = _recent.get(place)
    if found is None:
        found = make()
        with _lock:
            _recent[place] = found
    return found


def is_large() -> bool:
    """Whether there are so many experiments that the measures are cached.

    The largest id is their number to twice that, and is read at once however many there are.
    """
    return (_largest.first()[0] or 0) > MANY


_largest = Prepared(lambda: Experiment.select(fn.MAX(Experiment.id)).tuples())


def clear() -> None:
    """Compute everything again the next time, in this process."""
    with _lock:
        _recent.clear()
