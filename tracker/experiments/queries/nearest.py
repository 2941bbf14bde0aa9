"""The attempts that come nearest to some words, however little they have in common."""

from __future__ import annotations

from tracker.accounts.models import Person
from tracker.experiments.queries.search import ExperimentRow, rows_of
from tracker.experiments.queries.similar import LONGEST, likeliest, weights_of
from tracker.search import Query


def nearest(text: str | None, viewer: Person, most: int) -> list[ExperimentRow]:
    """The visible published attempts that share the rarest words with a text.

    Unlike `similar`, one common word is enough: it is asked where nothing fits better.
    """
    weights = weights_of(Query.similar_to((text or "")[:LONGEST]), viewer)
    return rows_of(likeliest(weights, most), viewer)
