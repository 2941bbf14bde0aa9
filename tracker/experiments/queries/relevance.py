"""Ranks the experiments that a viewer may see by the words of a query.

Drafts are in no index: those of the viewer are read and ranked by themselves. What the
viewer may not see is taken out before anything is counted, so that neither the order
nor a suggestion tells of it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache, reduce
from itertools import pairwise
from operator import and_

import peewee
from peewee import SQL

from tracker.accounts.models import Person, Unit
from tracker.cache import cached_by_reads
from tracker.db import database, is_sqlite
from tracker.experiments.models import Experiment, Format, Stage
from tracker.experiments.queries.visibility import experiments_without_unit
from tracker.experiments.queries.word_index import (
    CONCLUDED,
    HIDDEN,
    OF_UNIT_ALONE,
    PUBLIC,
    TAUGHT,
    SetName,
    WordIndex,
)
from tracker.guidelines.models import Platform
from tracker.guidelines.queries.question import with_words
from tracker.search import Query, Ranking, Texts, ranking
from tracker.search.document import LESSON, REST, TITLE, keys_of
from tracker.search.idset import IdSet, bits_of, without
from tracker.search.keywords import STOP_WORDS
from tracker.search.posting import NOWHERE, Posting, Visible
from tracker.stakeholders.models import Stakeholder
from tracker.vocabulary.models import IndexChange, synonyms_of
from tracker.vocabulary.queries import ranked_documents

FOR_EXPERIMENTS = {TITLE: 2.2, LESSON: 1.6, REST: 1.0}
FOR_LESSONS = {TITLE: 1.6, LESSON: 3.0, REST: 0.7}
PHRASE = 0.5
LONGEST_PHRASE = 8

# What a name belongs to, as `WordIndex` calls its sets
NAMED = {"platform": Platform, "unit": Unit, "stakeholder": Stakeholder}
# All that a search has to know of the database at its moment, in one query. A cross join
# is SQLite's way to begin with the few rows of the person.
STATE = """
SELECT 'change', experiment_id, '' FROM index_change WHERE number >= {value}
UNION ALL SELECT 'next', {next}, ''
UNION ALL SELECT 'oldest', COALESCE(MIN(number), 0), '' FROM index_change
UNION ALL SELECT 'stamp', number, '' FROM revision
UNION ALL SELECT 'stamp', {table}, ''
UNION ALL SELECT 'synonyms', id, words FROM synonym
UNION ALL SELECT 'own', id, '' FROM experiment WHERE author_id = {value}
  AND (visibility = 'unit' OR hidden_at IS NOT NULL) AND stage <> 'draft'
UNION ALL SELECT 'own', e.id, '' FROM co_author c CROSS JOIN experiment e
  WHERE e.id = c.experiment_id AND c.person_id = {value} AND e.stage <> 'draft'
  AND (e.visibility = 'unit' OR e.hidden_at IS NOT NULL)
"""
# Kept by themselves: there may be a thousand units, which hardly ever change
NAMES = " UNION ALL ".join(
    f"SELECT '{kind}', id, name FROM {model._meta.table_name}"
    for kind, model in NAMED.items()
)
# Nobody sees a draft that an import stages: see `is_visible`
DRAFTS = """
UNION ALL SELECT 'draft', id, words FROM experiment
  WHERE author_id = {value} AND stage = 'draft' AND source IS NULL
UNION ALL SELECT 'draft', e.id, e.words FROM co_author c CROSS JOIN experiment e
  WHERE e.id = c.experiment_id AND c.person_id = {value} AND e.stage = 'draft' AND e.source IS NULL
"""


def ranked(
    viewer: Person,
    words: Query,
    weights: Mapping[str, float] = FOR_EXPERIMENTS,
    *,
    drafts: bool = False,
    focus: Callable[[], Iterable[int]] | None = None,
) -> Ranking:
    """The visible experiments that have any of the loose words, each with its score.

    Args:
        weights: The weight of each field of the index; with `FOR_LESSONS`, only
            experiments with a lesson are ranked.
        drafts: Whether the viewer's own drafts are ranked, too.
        focus: Asked where more are found than can be ranked: ids of those among which
            the best are wanted as well.
    """
    terms = words.loose
    if not terms:
        return Ranking()
    index = WordIndex.of_database()
    with index.lock:
        published = PublishedIndex(viewer, index, drafts=drafts)
        texts = published.texts(terms, weights)
        found = ranking(
            terms, index.vocabulary, published.synonyms, texts, _as_bits(focus)
        )
    if published.drafts:
        return found.joined_with(
            ranked_documents(published.drafts, terms, weights, published.synonyms)
        )
    return found


def _as_bits(focus: Callable[[], Iterable[int]] | None) -> Callable[[], int] | None:
    if focus is None:
        return None
    return lambda: bits_of(focus())


class PublishedIndex:
    """The index of the published experiments as one viewer may count it.

    Attributes:
        drafts: Id and words of the viewer's own drafts, if they are asked for.
    """

    def __init__(self, viewer: Person, index: WordIndex, *, drafts: bool):
        self.viewer = viewer
        self.index = index
        state = self._state(drafts)
        self.drafts = list({id: (id, words) for id, words in state["draft"]}.values())
        self.synonyms = synonyms_of(tuple(words for _, words in state["synonyms"]))
        self.names = _names(cached_by_reads(("names of sets",), _named))
        for key in self.names:
            index.vocabulary.add(key)
        self.visible = Visible(self._visible(state["own"]))

    def texts(
        self, terms: list[tuple[str, ...]], weights: Mapping[str, float]
    ) -> Texts:
        """What `ranking` asks for."""
        taught = self.index.bits(TAUGHT)
        only = None
        if weights is FOR_LESSONS:
            only = taught
        return Texts(
            look_up=self.postings,
            many=self.visible.many,
            weights=weights,
            # Concluded experiments that tell no lesson, as some of an import
            lesser=without(self.index.bits(CONCLUDED), taught),
            only=only,
            phrases=lambda ids: _with_phrase(ids, terms),
        )

    def postings(self, keys: set[str]) -> dict[str, Posting]:
        """Key to the visible experiments that have it."""
        sets = self.index.sets(sorted(keys))
        found = {}
        for key, by_field in sets.items():
            posting = Posting.among_visible(
                by_field + (self._named(key),), self.visible
            )
            if posting:
                found[key] = posting
        return found

    def _state(self, drafts: bool) -> dict[str, list[tuple[int, str]]]:
        """What kind of row to number and text of each; the index follows."""
        sql = STATE
        values = [self.index.since, self.viewer.id, self.viewer.id]
        if drafts:
            sql += DRAFTS
            values += [self.viewer.id, self.viewer.id]
        sql = sql.format(
            value=database.param,
            next=IndexChange.next_number(),
            table=IndexChange.table_number(),
        )
        state = defaultdict(list)
        for kind, number, text in database.execute_sql(sql, values).fetchall():
            state[kind].append((number, text))
        for rows in state.values():
            rows.sort()
        ((next_number, _),) = state["next"]
        ((oldest, _),) = state["oldest"]
        self.index.follow(
            next_number,
            oldest,
            tuple(state["stamp"]),
            (id for id, _ in state["change"]),
        )
        return state

    def _visible(self, own: list[tuple[int, str]]) -> int:
        """The published experiments that the viewer may see: see `is_visible`."""
        index = self.index
        visible = index.bits(PUBLIC) | bits_of(id for id, _ in own)
        visible |= index.bits((OF_UNIT_ALONE, self.viewer.unit_id))
        if self.viewer.facilitates:
            visible |= index.bits(HIDDEN)
        return visible

    def _named(self, key: str) -> IdSet:
        """The experiments of the platforms, formats, units and stakeholders that are
        called so.

        A unit finds an anonymous experiment only where it is told.
        """
        names = self.names.get(key)
        if not names:
            return NOWHERE
        sets = self.index.sets(names)
        if len(names) == 1 and names[0][0] != "unit":
            return sets[names[0]][0]
        units = 0
        others = 0
        for name in names:
            if name[0] == "unit":
                units |= sets[name][0].bits
            else:
                others |= sets[name][0].bits
        if units:
            units = without(units, bits_of(ids_in(experiments_without_unit())))
        return IdSet.of_bits(units | others)


def _named() -> tuple[tuple[str, int, str], ...]:
    """Kind, id and name of the platforms, units and stakeholders."""
    return tuple(sorted(map(tuple, database.execute_sql(NAMES).fetchall())))


@lru_cache(maxsize=16)
def _names(rows: tuple[tuple[str, int, str], ...]) -> Mapping[str, list[SetName]]:
    """The keys of the names of platforms, formats, units and stakeholders, and the sets
    of those that are called so.

    They are not in the index, which need not change when one is renamed.
    """
    found = defaultdict(list)
    for kind, id, name in rows:
        for key in keys_of(name):
            found[key].append((kind, id))
    for member in Format:
        for key in keys_of(" ".join((member.value,) + member.synonyms)):
            found[key].append(("format", member))
    return dict(found)


def _with_phrase(
    ids: Collection[int], terms: list[tuple[str, ...]]
) -> dict[int, float]:
    """The bonus of the experiments in which neighbouring words stand just so."""
    words = [word for term in terms for word in term][:LONGEST_PHRASE]
    pairs = [
        f" {first} {last} "
        for first, last in pairwise(words)
        if not STOP_WORDS.issuperset((first, last))
    ]
    if not pairs or not ids:
        return {}
    rows = Experiment.select(Experiment.id, Experiment.words).where(
        Experiment.id.in_(sql_of_ids(ids))
    )
    bonus = {}
    for id, text in rows.tuples():
        having = sum(pair in f" {text} " for pair in pairs)
        if having:
            bonus[id] = PHRASE * having / len(pairs)
    return bonus


def sql_of_ids(ids: Iterable[int]) -> SQL:
    """The SQL of some ids, as one parameter however many there are."""
    ids = json.dumps(list(ids))
    if is_sqlite():
        return SQL("(SELECT value FROM json_each(?))", [ids])
    each = "json_array_elements_text(CAST(%s AS json))"
    return SQL(f"(SELECT CAST(value AS INTEGER) FROM {each})", [ids])


def ids_in(rows: peewee.ModelSelect) -> list[int]:
    """The ids that a query of one column finds."""
    return [id for (id,) in rows.tuples()]


def holding(words: Query, found: Iterable[int], *, drafts: bool = False) -> list:
    """The conditions that the words find an experiment: one of the loose words, all of
    the phrases, and none of the unwanted.

    Args:
        found: Ids of what has one of the loose words.
        drafts: Whether drafts are listed, too; they are in no index.
    """
    if words.signs:
        return [SQL("1 = 0")]
    loose = []
    if words.loose:
        loose.append(Experiment.id.in_(sql_of_ids(found)))
    typed = as_typed(words)
    if drafts and typed:
        drafted = [Experiment.stage == Stage.draft] + loose
        drafted += with_words(Experiment.words, words.required, words.unwanted)
        published = reduce(and_, loose + typed, Experiment.stage != Stage.draft)
        return [published | reduce(and_, drafted)]
    return loose + typed


def as_typed(words: Query) -> list:
    """The conditions that a published experiment has all of the phrases and none of the
    unwanted words.
    """
    if is_sqlite():
        required, unwanted = words.fts5()
    else:
        required, unwanted = words.tsquery()
    conditions = []
    if required:
        conditions.append(Experiment.id.in_(SQL(f"({_found_by_words()})", [required])))
    if unwanted:
        conditions.append(
            Experiment.id.not_in(SQL(f"({_found_by_words()})", [unwanted]))
        )
    return conditions


def _found_by_words() -> str:
    """The SQL of the ids of published experiments that match a query, with one parameter.

    OFFSET 0 makes PostgreSQL use its search index; it would otherwise read every row in
    the order of the page.
    """
    if is_sqlite():
        return "SELECT rowid FROM experiment_words WHERE experiment_words MATCH ?"
    return (
        "SELECT id FROM experiment WHERE stage <> 'draft'"
        " AND to_tsvector('simple', words) @@ to_tsquery('simple', %s) OFFSET 0"
    )
