"""Similar experiments, shown while a person types an idea; refuted ones too."""

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
    """At most five visible experiments that share the rarest words with a text.

    Args:
        but: Id of an experiment to leave out, such as the draft itself.
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
    """The weight of each row by id; a word that fewer rows have weighs more.

    Only published rows that the viewer may see are counted; the order would otherwise
    reveal words of a colleague's draft. The databases rank differently, and slowly for
    common words. So one query reads the newest few hundred rows of each word, and the
    weights are computed here, the same for both databases.
    """
    if not query.wanted:
        return Counter()
    if is_sqlite():
        terms = [term.fts5() for term in query.wanted]
    else:
        terms = [term.tsquery() for term in query.wanted]
    sql, values = _newest_with(terms, viewer, model)
    hits = database.execute_sql(sql, values).fetchall()
    having = Counter(word for word, _ in hits)
    weights = Counter()
    for word, id in sorted(hits):
        weights[id] += 1 / sqrt(having[word])
    return weights


def likeliest(weights: Counter, most: int) -> list[int]:
    """The ids with the highest weights; of equal ones the newest first."""
    return nsmallest(most, weights, key=lambda id: (-weights[id], -id))


def _newest_with(
    terms: list[str], viewer: Person, model: type[Model]
) -> tuple[str, list]:
    """The SQL and values for the newest visible rows of each word: number of the word, id.

    EXISTS asks for each row whether it is visible, so the database stops at the limit.
    """
    at_home = Experiment.id == SQL("found.id")
    if model is not Experiment:
        at_home = Experiment.id.in_(
            model.select(model.experiment).where(model.id == SQL("found.id"))
        )
    seen = Experiment.select(SQL("1")).where(
        at_home, Experiment.stage != Stage.draft, is_visible(viewer)
    )
    condition, condition_values = seen.sql()
    id_column = "id"
    if is_sqlite():
        id_column = "rowid"
    found = f"SELECT {id_column} AS id FROM ({found_by_words(model)}) AS hits"
    newest = (
        f"SELECT id FROM ({found}) AS found WHERE EXISTS ({condition}) ORDER BY id DESC LIMIT"
        f" {MOST_OF_A_WORD}"
    )
    each = (
        f"SELECT {place} AS word, id FROM ({newest}) AS w{place}"
        for place in range(len(terms))
    )
    values = []
    for term in terms:
        values.append(term)
        values += condition_values
    return " UNION ALL ".join(each), values
