"""The orders a list may stand in. Each ends with the id, so that no two rows share a place."""

from __future__ import annotations

import datetime as dt

import peewee
from peewee import JOIN, fn

from tracker.accounts.models import Person
from tracker.endorsements.queries import counted as endorsements_counted
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries.search import Asked, newest
from tracker.experiments.queries.visibility import visibly
from tracker.lessons.models import Conclusion
from tracker.lineage.models import Descent

NEWEST, ENDORSED, BUILT_ON, SURPRISING = SORTS = (
    "newest",
    "endorsed",
    "built_on",
    "surprising",
)


def ordered(
    rows: peewee.ModelSelect, sort: str, viewer: Person, asked: Asked
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
    elif sort == BUILT_ON:
        built = _built(viewer)
        rows = rows.join_from(
            Experiment, built, JOIN.LEFT_OUTER, on=(built.c.parent_id == Experiment.id)
        )
        first = fn.COALESCE(built.c.n, 0)
    elif sort == ENDORSED:
        said = endorsements_counted().alias("said")
        rows = rows.join_from(
            Experiment,
            said,
            JOIN.LEFT_OUTER,
            on=(said.c.experiment_id == Experiment.id),
        )
        first = fn.COALESCE(said.c.n, 0)
    else:
        return rows, keys
    return rows.select_extend(first.alias("first")), [(first, "first", int), *keys]


def _built(viewer: Person):
    return (
        Descent.select(Descent.parent, fn.COUNT(Descent.id).alias("n"))
        .join(Experiment, on=Descent.child)
        .where(visibly(viewer), Experiment.stage != Stage.draft)
        .group_by(Descent.parent)
        .alias("built")
    )
