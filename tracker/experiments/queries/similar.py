"""Similar experiments, shown while a person types an idea; refuted ones too."""

from __future__ import annotations

from tracker.accounts.models import Person
from tracker.experiments.queries.relevance import ranked
from tracker.experiments.queries.row import ExperimentRow, rows_of
from tracker.search import Query

MOST = 3
LONGEST = 300
# A word that a single experiment has counts as 1, common ones as next to nothing
ENOUGH = 0.5


def similar(
    text: str | None, viewer: Person, *, most: int = MOST
) -> list[ExperimentRow]:
    """The visible experiments most like a text, as the search ranks them.

    None that merely shares common words with it.
    """
    found = ranked(viewer, Query.about((text or "")[:LONGEST]))
    near = [id for id in found.best() if found.shared[id] >= ENOUGH]
    return rows_of(near[:most], viewer)
