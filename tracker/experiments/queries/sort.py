"""The orders of a list. Each ends with the id, so that the order is total."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment
from tracker.experiments.queries.search import ExperimentSearch, matching, newest
from tracker.experiments.queries.visibility import ViewerParameter, viewer_values
from tracker.lessons.models import Conclusion
from tracker.prepared import Question, prepared

NEWEST = "newest"
ENDORSED = "endorsed"
BUILT_ON = "built_on"
SURPRISING = "surprising"
# The first is the one that a list has until a reader chooses
SORTS = (NEWEST, ENDORSED, BUILT_ON, SURPRISING)

BEST = "best"  # for a search: the best match first; see `paged_by_score`

# Counts of higher features to order by: name of the order to a select of `experiment_id`
# and `n` for a viewer. `app.py` registers them.
COUNTS: dict[str, Callable[[Person], peewee.ModelSelect]] = {}


def ordered(
    rows: peewee.ModelSelect, sort: str, viewer: Person, asked: ExperimentSearch
) -> tuple[peewee.ModelSelect, list]:
    """The rows with the columns of the order, and the keys for `paged`.

    Surprising: those with a surprise first, then the newest. Built on: by the number of
    visible experiments that build on it. Endorsed: by the number of endorsements. Any
    other order is the newest first.
    """
    keys = [(newest(asked), "newest", dt.datetime), (Experiment.id, "id", int)]
    if sort == SURPRISING:
        surprised = Conclusion.select(Conclusion.experiment).where(
            Conclusion.surprise != ""
        )
        first = peewee.Case(None, [(Experiment.id.in_(surprised), 1)], 0)
    elif sort in (BUILT_ON, ENDORSED):
        counted = COUNTS[sort](viewer).alias("counted")
        rows = rows.join_from(
            Experiment,
            counted,
            JOIN.LEFT_OUTER,
            on=(counted.c.experiment_id == Experiment.id),
        )
        first = fn.COALESCE(counted.c.n, 0)
    else:
        return rows, keys
    keys.insert(0, (first, "first", int))
    return rows.select_extend(first.alias("first")), keys


def begun(
    viewer: Person,
    asked: ExperimentSearch,
    sort: str,
    on: dt.date,
    first_page: Callable[[peewee.ModelSelect, list], peewee.ModelSelect],
) -> tuple[list, list]:
    """The rows with which a list without words begins, and the keys of their order.

    Args:
        asked: The filters; nothing to search for.
        on: Today.
        first_page: Limits the rows and orders them by the keys.
    """
    first = begun_to_ask(viewer, asked, sort, on, first_page)
    _, keys = ordered(Experiment.select(), sort, viewer, asked)
    return first.rows(), keys


def begun_to_ask(
    viewer: Person,
    asked: ExperimentSearch,
    sort: str,
    on: dt.date,
    first_page: Callable[[peewee.ModelSelect, list], peewee.ModelSelect],
) -> Question:
    """What `begun` asks."""

    def build() -> peewee.ModelSelect:
        reader = ViewerParameter(viewer.facilitates)
        return first_page(*ordered(matching(reader, asked, on), sort, reader, asked))

    query = prepared(("list", asked, sort, on, viewer.facilitates), build)
    return query.question(**viewer_values(viewer))
