"""What the search keeps in memory of the experiments: which have a key, a platform, a
unit …, as sets of ids.

The database is asked once for a set. From then on it is changed by what triggers note in
`index_change` of the experiments that were written since, so that whatever a transaction
has written is found by the next search of every process. Sets that nobody asked for
lately are dropped, as are all where too much was written at once.

It knows all that is published; what a viewer may count is for `relevance` to say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from threading import RLock

from peewee import fn

from tracker.db import database, is_sqlite
from tracker.experiments.models import Experiment, Stage, Visibility
from tracker.experiments.models.experiment import RESTRICTED
from tracker.lessons.models import Lesson
from tracker.per_database import kept_of_database
from tracker.search import Vocabulary
from tracker.search.document import FIELDS, keys_in, written
from tracker.search.idset import IdSet
from tracker.search.query import Term
from tracker.vocabulary.models import IndexWord

MOST_BYTES = (
    12_000_000  # in each process; at 100,000 attempts some hundred common words
)
MOST_CHANGES = 300  # experiments; where more were written, the sets are read anew

# The sets besides those of the keys. A key is a text; any other name of a set is a pair.
PUBLIC = ("public", 0)  # published, and shown to everyone
HIDDEN = ("hidden", 0)
TAUGHT = ("taught", 0)  # with a lesson
CONCLUDED = ("concluded", 0)
OF_UNIT_ALONE = "unit alone"  # with the unit's id: published and shown to it alone
COLUMNS = {
    "platform": Experiment.platform,
    "unit": Experiment.unit,
    "stakeholder": Experiment.stakeholder,
    "format": Experiment.format,
}
SetName = str | tuple[str, int | str]

PUBLISHED = Experiment.stage != Stage.draft
WITH_KEY_SQLITE = (
    "SELECT each.key, (SELECT group_concat(rowid, ' ') FROM experiment_words"
    " WHERE experiment_words MATCH each.value) FROM json_each(?) AS each"
)
WITH_KEY_POSTGRESQL = (
    "SELECT each.n - 1, (SELECT string_agg(CAST(id AS text), ' ') FROM experiment"
    " WHERE stage <> 'draft'"
    " AND to_tsvector('simple', words) @@ CAST(each.term AS tsquery))"
    " FROM json_array_elements_text(CAST(%s AS json)) WITH ORDINALITY AS each(term, n)"
)


class WordIndex:
    """The sets of one database, as of a number of its changes.

    Attributes:
        since: The number of `IndexChange` from which on changes are not yet known.
        stamp: What the sets and the vocabulary were read from.
        vocabulary: The keys of the index.
    """

    _kept: dict[tuple, WordIndex] = {}

    def __init__(self):
        self.lock = RLock()
        self.since = 0
        self.stamp: tuple = ()
        self.vocabulary = Vocabulary()
        self._sets: dict[SetName, tuple[int, tuple[IdSet, ...]]] = {}
        self._bytes = 0
        # Id to the time of its last change, and the sets that it is in: name to fields
        self._changed: dict[int, tuple[int, dict[SetName, int]]] = {}
        self._time = 0

    @classmethod
    def of_database(cls) -> WordIndex:
        """The index that this process keeps.

        Inside a transaction it is one to throw away: what it would read there may still
        be rolled back.
        """
        if database.in_transaction():
            return cls()
        return kept_of_database(cls._kept, cls)

    def follow(
        self, since: int, oldest: int, stamp: tuple, changed: Iterable[int]
    ) -> None:
        """Take in what was written.

        Args:
            since: The number to ask from the next time.
            oldest: The number of the oldest change that is still noted.
            stamp: Sets of another stamp are worth nothing.
            changed: Ids of the experiments with a change since the last time.
        """
        changed = set(changed)
        is_gap = oldest > self.since or since < self.since
        too_many = len(changed) + len(self._changed) > MOST_CHANGES
        if stamp != self.stamp or is_gap or too_many:
            self._forget_all(stamp)
        elif changed:
            self._take_in(changed)
        self.since = since

    def sets(self, names: Iterable[SetName]) -> dict[SetName, tuple[IdSet, ...]]:
        """The sets of these names: of a key one for each field, of anything else one."""
        names = list(names)
        missing = [name for name in names if name not in self._sets]
        keys = [name for name in missing if isinstance(name, str)]
        for name, sets in self._read_keys(keys):
            self._keep(name, self._time, sets)
        for name in missing:
            if not isinstance(name, str):
                self._keep(name, self._time, (_read(name),))
        found = {name: self._current(name) for name in names}
        while self._bytes > MOST_BYTES and len(self._sets) > len(found):
            self._drop(next(iter(self._sets)))
        return found

    def bits(self, name: SetName) -> int:
        """The ids of a set that is not a key's, as bits."""
        return self.sets([name])[name][0].bits

    def _current(self, name: SetName) -> tuple[IdSet, ...]:
        time, sets = self._sets[name]
        if time < self._time:
            newer = {
                id: names.get(name, 0)
                for id, (at, names) in self._changed.items()
                if at > time
            }
            sets = tuple(
                ids.changed(newer, [id for id, has in newer.items() if has >> n & 1])
                for n, ids in enumerate(sets)
            )
        # The last one to be dropped
        self._drop(name)
        self._keep(name, self._time, sets)
        return sets

    def _keep(self, name: SetName, time: int, sets: tuple[IdSet, ...]) -> None:
        self._sets[name] = time, sets
        self._bytes += sum(ids.size for ids in sets)

    def _drop(self, name: SetName) -> None:
        _, sets = self._sets.pop(name)
        self._bytes -= sum(ids.size for ids in sets)

    def _forget_all(self, stamp: tuple) -> None:
        self._sets.clear()
        self._changed.clear()
        self._bytes = 0
        self.vocabulary = IndexWord.vocabulary()
        self.stamp = stamp

    def _take_in(self, changed: set[int]) -> None:
        sets = _sets_of(changed)
        self._time += 1
        for id in changed:
            names = sets.get(id, {})
            self._changed[id] = self._time, names
            for name in names:
                if isinstance(name, str):
                    self.vocabulary.add(name)

    @staticmethod
    def _read_keys(keys: list[str]) -> list[tuple[str, tuple[IdSet, ...]]]:
        if not keys:
            return []
        terms = [
            Term((written(field, key),), False) for key in keys for field in FIELDS
        ]
        if is_sqlite():
            sql = WITH_KEY_SQLITE
            asked = [term.fts5() for term in terms]
        else:
            sql = WITH_KEY_POSTGRESQL
            asked = [term.tsquery() for term in terms]
        rows = dict(database.execute_sql(sql, [json.dumps(asked)]).fetchall())
        many = len(FIELDS)
        return [
            (key, tuple(IdSet.read(rows[many * at + place]) for place in range(many)))
            for at, key in enumerate(keys)
        ]


def _sets_of(ids: set[int]) -> dict[int, dict[SetName, int]]:
    """Id to the sets that it is in, each with the fields as a mask; drafts are in none."""
    taught = fn.EXISTS(
        Lesson.select(Lesson.id).where(Lesson.experiment == Experiment.id)
    )
    rows = Experiment.select(
        Experiment.id,
        Experiment.words,
        Experiment.stage,
        Experiment.visibility,
        Experiment.hidden_at,
        taught,
        *COLUMNS.values(),
    ).where(PUBLISHED, Experiment.id.in_(list(ids)))
    found = {}
    for id, words, stage, visibility, hidden, has_lesson, *values in rows.tuples():
        names: dict[SetName, int] = {}
        for field, key in keys_in(words):
            names[key] = names.get(key, 0) | 1 << FIELDS.index(field)
        named = zip(COLUMNS, values, strict=True)
        names |= {(kind, value): 1 for kind, value in named if value is not None}
        if hidden:
            names[HIDDEN] = 1
        elif visibility == Visibility.everyone:
            names[PUBLIC] = 1
        else:
            names[OF_UNIT_ALONE, names_unit(values)] = 1
        if has_lesson:
            names[TAUGHT] = 1
        if stage == Stage.concluded:
            names[CONCLUDED] = 1
        found[id] = names
    return found


def names_unit(values: list) -> int:
    """The unit among the values of `COLUMNS`."""
    return values[list(COLUMNS).index("unit")]


def _read(name: tuple[str, int | str]) -> IdSet:
    """The set of this name, as the database has it."""
    kind, value = name
    if name == TAUGHT:
        rows = Lesson.select(_joined(Lesson.experiment))
    elif kind in COLUMNS:
        rows = _published(COLUMNS[kind] == value)
    elif name == CONCLUDED:
        rows = _published(Experiment.stage == Stage.concluded)
    elif name == HIDDEN:
        rows = _published(Experiment.hidden_at.is_null(False))
    else:
        shown = Experiment.hidden_at.is_null()
        if name == PUBLIC:
            rows = _published(shown, Experiment.visibility == Visibility.everyone)
        else:
            rows = _published(
                RESTRICTED,
                shown,
                Experiment.visibility == Visibility.unit,
                Experiment.unit == value,
            )
    return IdSet.read(rows.scalar())


def _published(*conditions):
    return Experiment.select(_joined(Experiment.id)).where(PUBLISHED, *conditions)


def _joined(column):
    """All values of a column as a text with spaces between them."""
    if is_sqlite():
        return fn.GROUP_CONCAT(column, " ").coerce(False)
    return fn.STRING_AGG(column.cast("text"), " ").coerce(False)
