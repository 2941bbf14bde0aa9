"""The orders a list may stand in. Each ends with the id, so that no two rows share a place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment
from tracker.experiments.queries.search import ExperimentSearch, newest
from tracker.lessons.models import Conclusion

NEWEST, ENDORSED, BUILT_ON, SURPRISING = SORTS = (
    "newest",
    "endorsed",
    "built_on",
    "surprising",
)

# What higher features count for an order: the order to a select of `experiment_id` and
# `n`, as far as the viewer may see. `app.py` registers them.
COUNTS: dict[str, Callable[[Person], peewee.ModelSelect]] = {}


def ordered(
    rows: peewee.ModelSelect, sort: str, viewer: Person, asked: ExperimentSearch
) -> tuple[peewee.ModelSelect, list]:
    """The rows with what they are ordered by, and the keys for `paged`; an order that
    is none is newest.

    Surprising: what surprised comes first, then the newest. Built on: by how many of
    the attempts that build on it the viewer may see. Endorsed: by how often colleagues
    endorsed it.
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
    return rows.select_extend(first.alias("first")), [(first, "first", int), *keys]
