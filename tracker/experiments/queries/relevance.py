"""Ranks the experiments that a viewer may see by the words of a query.

Drafts are in no index: those of the viewer are read and ranked by themselves. What the
viewer may not see is taken out before anything is counted, so that neither the order
nor a suggestion tells of it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import pairwise
from operator import or_

from peewee import SQL, fn

from tracker.accounts.models import Person, Unit
from tracker.db import database, is_sqlite
from tracker.experiments.models import Experiment, Format, Stage
from tracker.experiments.models.experiment import RESTRICTED
from tracker.experiments.queries.visibility import is_visible, of_units
from tracker.guidelines.models import Platform
from tracker.lessons.models import Lesson
from tracker.search import Query, Ranking, Term, ranking
from tracker.search.document import FIELDS, LESSON, REST, TITLE, keys_of, written
from tracker.search.keywords import STOP_WORDS
from tracker.search.rank import Postings
from tracker.stakeholders.models import Stakeholder
from tracker.vocabulary.models import IndexWord, Synonym
from tracker.vocabulary.queries import ranked_documents

FOR_EXPERIMENTS = {TITLE: 2.2, LESSON: 1.6, REST: 1.0}
FOR_LESSONS = {TITLE: 1.6, LESSON: 3.0, REST: 0.7}
NAMED = 1.2  # the weight of platform, format, unit and stakeholder
PHRASE = 0.5
LONGEST_PHRASE = 8

# The model of a name, or Format, and the id or the member
NamedRow = tuple[type, int | Format]

NAMED_ROWS = (Platform, Unit, Stakeholder)
NAMES = " UNION ALL ".join(
    f"SELECT {kind}, id, name FROM {model._meta.table_name}"
    for kind, model in enumerate(NAMED_ROWS)
)
FOUND_SQLITE = (
    "SELECT each.key, words.rowid FROM json_each(?) AS each"
    " JOIN experiment_words AS words ON words.experiment_words MATCH each.value"
)
FOUND_POSTGRESQL = (
    "SELECT each.n - 1, found.id"
    " FROM json_array_elements_text(CAST(%s AS json)) WITH ORDINALITY AS each(term, n)"
    " CROSS JOIN LATERAL (SELECT id FROM experiment WHERE stage <> 'draft'"
    " AND to_tsvector('simple', words) @@ CAST(each.term AS tsquery) OFFSET 0) AS found"
)


def ranked(
    viewer: Person,
    words: Query,
    weights: Mapping[str, float] = FOR_EXPERIMENTS,
    *,
    drafts: bool = False,
) -> Ranking:
    """The visible experiments that have any of the loose words, each with its score.

    Args:
        weights: The weight of each field of the index.
        drafts: Whether the viewer's own drafts are ranked, too.
    """
    terms = words.loose
    if not terms:
        return Ranking()
    index = PublishedIndex(viewer, weights)
    found = ranking(
        terms,
        index.vocabulary,
        Synonym.by_key(),
        index.postings,
        index.many,
        index.with_phrase(terms),
        _without_lesson,
    )
    if drafts:
        return found.joined_with(_own_drafts(viewer, terms, weights))
    return found


class PublishedIndex:
    """The index of the published experiments as one viewer may count it."""

    def __init__(self, viewer: Person, weights: Mapping[str, float]):
        self.viewer = viewer
        self.weights = weights
        self.hidden = _hidden_from(viewer)
        published = Experiment.select().where(Experiment.stage != Stage.draft)
        self.many = published.count() - len(self.hidden)
        self.names = _names()
        self.vocabulary = IndexWord.vocabulary()
        for key in self.names:
            self.vocabulary.add(key)

    def postings(self, keys: set[str]) -> Postings:
        """Key to the weight of each visible experiment that has it."""
        found = defaultdict(dict)
        asked = [(field, key) for key in sorted(keys) for field in FIELDS]
        terms = [Term((written(field, key),), prefix=False) for field, key in asked]
        for place, id in self._having(terms):
            field, key = asked[place]
            of_key = found[key]
            of_key[id] = of_key.get(id, 0.0) + self.weights[field]
        for key in keys & self.names.keys():
            for id in self._named(self.names[key]):
                found[key][id] = found[key].get(id, 0.0) + NAMED
        return found

    def with_phrase(self, terms: list[tuple[str, ...]]) -> dict[int, float]:
        """The bonus of the experiments in which neighbouring words stand just so."""
        words = [word for term in terms for word in term][:LONGEST_PHRASE]
        pairs = [
            Term(pair, prefix=False)
            for pair in pairwise(words)
            if not STOP_WORDS.issuperset(pair)
        ]
        bonus = defaultdict(float)
        for _, id in self._having(pairs):
            bonus[id] += PHRASE / len(pairs)
        return bonus

    def _having(self, terms: list[Term]) -> list[tuple[int, int]]:
        """Place of a term and id of an experiment with it, of those that may be seen."""
        if not terms:
            return []
        if is_sqlite():
            sql = FOUND_SQLITE
            written_terms = [term.fts5() for term in terms]
        else:
            sql = FOUND_POSTGRESQL
            written_terms = [term.tsquery() for term in terms]
        rows = database.execute_sql(sql, [json.dumps(written_terms)]).fetchall()
        hidden = self.hidden
        if not hidden:
            return rows
        return [row for row in rows if row[1] not in hidden]

    def _named(self, rows: list[NamedRow]) -> set[int]:
        named = Experiment.select(Experiment.id).where(
            Experiment.stage != Stage.draft, reduce(or_, map(_condition, rows))
        )
        return {id for (id,) in named.tuples()} - self.hidden


def _without_lesson(ids: list[int]) -> set[int]:
    """Concluded experiments that tell no lesson, as some of an import: they help less."""
    taught = Lesson.select(Lesson.id).where(Lesson.experiment == Experiment.id)
    rows = Experiment.select(Experiment.id).where(
        Experiment.id.in_(sql_of_ids(ids)),
        Experiment.stage == Stage.concluded,
        ~fn.EXISTS(taught),
    )
    return {id for (id,) in rows.tuples()}


def sql_of_ids(ids: Iterable[int]) -> SQL:
    """The SQL of some ids, as one parameter however many there are."""
    ids = json.dumps(list(ids))
    if is_sqlite():
        return SQL("(SELECT value FROM json_each(?))", [ids])
    each = "json_array_elements_text(CAST(%s AS json))"
    return SQL(f"(SELECT CAST(value AS INTEGER) FROM {each})", [ids])


def _own_drafts(
    viewer: Person, terms: list[tuple[str, ...]], weights: Mapping[str, float]
) -> Ranking:
    """The viewer's drafts by the same words, counted among themselves."""
    rows = Experiment.select(Experiment.id, Experiment.words).where(
        Experiment.stage == Stage.draft, is_visible(viewer)
    )
    return ranked_documents(list(rows.tuples()), terms, weights)


def _hidden_from(viewer: Person) -> set[int]:
    """The published experiments that the viewer may not see.

    All others are shown to everyone; an index finds those that are not.
    """
    rows = Experiment.select(Experiment.id).where(
        RESTRICTED, Experiment.stage != Stage.draft, ~is_visible(viewer)
    )
    return {id for (id,) in rows.tuples()}


def _names() -> dict[str, list[NamedRow]]:
    """The keys of the names of platforms, formats, units and stakeholders, and whose
    they are.

    They are not in the index, which need not change when one is renamed; and a unit
    finds an anonymous experiment only where it is told.
    """
    found = defaultdict(list)
    for kind, id, name in database.execute_sql(NAMES).fetchall():
        for key in keys_of(name):
            found[key].append((NAMED_ROWS[kind], id))
    for member in Format:
        for key in keys_of(" ".join((member.value,) + member.synonyms)):
            found[key].append((Format, member))
    return found


def _condition(row: NamedRow):
    """The condition that an experiment has a platform, format, unit or stakeholder."""
    kind, id = row
    if kind is Unit:
        return of_units([id])
    if kind is Format:
        return Experiment.format == id
    if kind is Platform:
        return Experiment.platform == id
    return Experiment.stakeholder == id
