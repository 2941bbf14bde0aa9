"""What resembles an idea, so that nobody begins where somebody already has been.

Attempts that did not hold are among them.
"""

from __future__ import annotations

from collections import Counter
from heapq import nsmallest
from math import sqrt

from peewee import SQL, Model

from tracker.accounts.models import Person
from tracker.db import database, is_sqlite
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries.search import ExperimentRow, found_by_words, rows_of
from tracker.experiments.queries.visibility import is_visible
from tracker.search import Query

MOST = 5
LONGEST = 300
MOST_OF_A_WORD = 400
ENOUGH = 0.15


def similar(
    text: str | None, viewer: Person, but: int | None = None
) -> list[ExperimentRow]:
    """At most five experiments that the viewer may see and that share the most telling
    words with a text.

    Args:
        but: The id of an experiment that is not to be found, such as the draft being typed.
    """
    weights = weights_of(Query.similar_to((text or "")[:LONGEST]), viewer)
    return rows_of(
        [
            id
            for id in likeliest(weights, MOST + 1)
            if id != but and weights[id] >= ENOUGH
        ][:MOST],
        viewer,
    )


def weights_of(
    query: Query, viewer: Person, model: type[Model] = Experiment
) -> Counter:
    """How much each row has of the words, by id: a word counts more the fewer have it.

    Only what was published and the viewer may see is found and counted: otherwise the
    order of one's own attempts would tell which words stand in a colleague's draft. The
    databases rank differently, and slowly where a word is common. So each word gives at
    most its newest few hundred, in one query for all words, and the weighing is done
    here: the same on both.
    """
    if not query.wanted:
        return Counter()
    written = [term.fts5() if is_sqlite() else term.tsquery() for term in query.wanted]
    hits = database.execute_sql(*_newest_with(written, viewer, model)).fetchall()
    having = Counter(word for word, _ in hits)
    weights = Counter()
    for word, id in sorted(hits):
        weights[id] += 1 / sqrt(having[word])
    return weights


def likeliest(weights: Counter, most: int) -> list[int]:
    """The ids that weigh most, the newest of equals first."""
    return nsmallest(most, weights, key=lambda id: (-weights[id], -id))


def _newest_with(
    written: list[str], viewer: Person, model: type[Model]
) -> tuple[str, list]:
    """The SQL, with its values, for the newest rows with each word among what the
    viewer may see: place of the word, and id.

    Whether a row may be seen is asked beside it, so that the database need not look
    beyond the few hundred that it gives.
    """
    at_home = Experiment.id == SQL("found.id")
    if model is not Experiment:
        at_home = Experiment.id.in_(
            model.select(model.experiment).where(model.id == SQL("found.id"))
        )
    seen = Experiment.select(SQL("1")).where(
        at_home, Experiment.stage != Stage.draft, is_visible(viewer)
    )
    condition, values = seen.sql()
    key = "rowid" if is_sqlite() else "id"
    found = f"SELECT {key} AS id FROM ({found_by_words(model)}) AS hits"
    newest = (
        f"SELECT id FROM ({found}) AS found WHERE EXISTS ({condition}) ORDER BY id DESC LIMIT"
        f" {MOST_OF_A_WORD}"
    )
    each = (
        f"SELECT {place} AS word, id FROM ({newest}) AS w{place}"
        for place in range(len(written))
    )
    return " UNION ALL ".join(each), [
        value for word in written for value in (word, *values)
    ]
