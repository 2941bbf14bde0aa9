"""What resembles an idea, so that nobody begins where somebody already has been. Attempts that did not hold are among them."""

from __future__ import annotations

from collections import Counter
from math import sqrt

from peewee import Model

from tracker.accounts.models import Person
from tracker.db import database, is_sqlite
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries.finding import Row, found_by_words, rows_of
from tracker.experiments.queries.seeing import visibly
from tracker.words import Query

MOST, LONGEST = 5, 300
MOST_OF_A_WORD = 400
MOST_WEIGHED = 60
ENOUGH = 0.15


def similar(text: str | None, viewer: Person, but: int | None = None) -> list[Row]:
    """At most five experiments that the viewer may see and that share the most telling words with a text.

    Args:
        but: The id of an experiment that is not to be found, such as the draft being typed.
    """
    weights = weights_of(Query.similar_to((text or "")[:LONGEST]))
    likeliest = [id for id, weight in weights.most_common(MOST_WEIGHED) if weight >= ENOUGH and id != but]
    if not likeliest:
        return []
    seen = Experiment.select(Experiment.id).where(
        Experiment.id.in_(likeliest), visibly(viewer), Experiment.stage != Stage.draft
    )
    ids = {id for (id,) in seen.tuples()}
    return rows_of([id for id in likeliest if id in ids][:MOST], viewer)


def weights_of(query: Query, model: type[Model] = Experiment) -> Counter:
    """How much each row has of the words, by id: a word counts more the fewer have it.

    The databases rank differently, and slowly where a word is common. So each word gives at most its newest few hundred, in one
    query for all words, and the weighing is done here: the same on both.
    """
    if not query.wanted:
        return Counter()
    found = found_by_words(model)
    written = [term.fts5() if is_sqlite() else term.tsquery() for term in query.wanted]
    newest = f"SELECT {'rowid' if is_sqlite() else 'id'} AS id FROM ({found}) AS found ORDER BY 1 DESC LIMIT {MOST_OF_A_WORD}"
    sql = " UNION ALL ".join(f"SELECT {place} AS word, id FROM ({newest}) AS w{place}" for place in range(len(written)))
    hits = database.execute_sql(sql, written).fetchall()
    having = Counter(word for word, _ in hits)
    weights = Counter()
    for word, id in hits:
        weights[id] += 1 / sqrt(having[word])
    return weights
