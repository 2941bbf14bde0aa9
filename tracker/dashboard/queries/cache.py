"""The measures of a large organisation, computed again after some minutes.

Up to 5,000 experiments they are kept until something that they count is written. Beyond
that, each process keeps them for at most five minutes. When a person is erased or content
is hidden, the revision in the database is raised and every process computes them again at
once.
Nothing in them depends on who reads the page, so the reader is not part of the key.
"""

from __future__ import annotations

from functools import lru_cache
from time import monotonic

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
MOST_PERIODS = 24


def recent_measures(period: Period) -> Measures:
    """`measures` of a period; in a large organisation at most five minutes old."""
    if not is_large():
        return cached_by_reads(("measures", period), lambda: measures(period))
    # Read before computing: what is erased meanwhile has a higher one
    revision = Revision.current()
    return _cached(connected_to(), revision, int(monotonic() // MOST_SECONDS), period)


def is_large() -> bool:
    """Whether there are so many experiments that the measures are cached.

    The largest id is nearly their number, and is read at once however many there are.
    """
    return (_largest.first()[0] or 0) > MANY


_largest = Prepared(lambda: Experiment.select(fn.MAX(Experiment.id)).tuples())


def clear() -> None:
    """Compute everything again the next time, in this process."""
    _cached.cache_clear()


@lru_cache(maxsize=MOST_PERIODS)
def _cached(url: str, revision: int, minutes: int, period: Period) -> Measures:
    """The measures of a period. All but the period is there only to be part of the key."""
    return measures(period)
