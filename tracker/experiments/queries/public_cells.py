"""What is counted of the experiments that everybody may see, in memory: the platform, the
unit, the stage and the outcome of each, and its tags.

Counting all of them in the database takes the longer the more there are, and would begin
anew after every write. The database is asked for all of them once. From then on only
those are read again that triggers have noted in `index_change`, so that whatever a
transaction has written is counted by the next page of every process.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import compress
from threading import RLock
from typing import Any, NamedTuple, TypeVar

import peewee
from cachetools import LRUCache
from peewee import JOIN

from tracker.db import database
from tracker.experiments.models import Experiment, Stage, Tagging
from tracker.experiments.queries.visibility import (
    NO_UNIT,
    experiments_without_unit,
    is_for_everyone,
)
from tracker.lessons.models import Conclusion, Lesson
from tracker.per_database import kept_of_database
from tracker.prepared import IdsParameter, Prepared, Question
from tracker.table_read import noted_as
from tracker.table_revision import ORIGIN
from tracker.vocabulary.models import IndexChange

FOLLOWED = ("conclusion", "experiment", "lesson", "tagging")
MOST_COUNTS = 50  # that are kept of searches with other filters
# Where more were written since the last time, all are read anew
MOST_CHANGES = 2_000
T = TypeVar("T")
RUNNING = Stage.running.value


class Cell(NamedTuple):
    """What an experiment is counted by.

    Attributes:
        review_on: The review day of one that is running, as a text.
        taught: Whether a lesson came of it.
    """

    platform: int | None
    unit: int
    stage: str
    review_on: str
    outcome: str | None
    taught: bool

    def awaits(self, on: dt.date) -> bool:
        """Whether its review day has passed and there is no lesson yet."""
        return self.review_on != "" and self.review_on < on.isoformat()


class Numbered:
    """Values by their numbers, each of them once."""

    def __init__(self, none: Hashable):
        self._values: list[Any] = [none]
        self._numbers = {none: 0}

    def __getitem__(self, number: int) -> Any:
        return self._values[number]

    def __iter__(self) -> Iterator:
        return iter(self._values)

    def number(self, value: Hashable) -> int:
        """The number of a value, which is added if it is new."""
        if value not in self._numbers:
            self._numbers[value] = len(self._values)
            self._values.append(value)
        return self._numbers[value]


class PublicCells:
    """The cells and tags of one database, as of a number of its changes.

    Each cell and each choice of tags is kept once; beside them stands a number for each
    id, which is four bytes however many experiments there are.
    """

    _kept: dict[tuple, PublicCells] = {}

    def __init__(self):
        self.lock = RLock()
        self.since = 0
        self.stamp: tuple | None = None
        self.tokens: tuple = ()
        self._clear()

    @classmethod
    def of_database(cls) -> PublicCells:
        """What this process keeps, with everything that is committed.

        Inside a transaction it is made to throw away: what it would read there may still
        be rolled back.
        """
        with noted_as(FOLLOWED):
            if database.in_transaction():
                found = cls()
                found._take_in(_cells.raw_rows(), _tags.raw_rows())
            else:
                origin = database.obj.tokens().get(ORIGIN)
                found = kept_of_database(cls._kept, cls, origin)
                found.follow()
        return found

    # Following the database

    def follow(self) -> None:
        """Take in what was written since the last time."""
        tokens = database.obj.tokens()
        tokens = tuple(tokens.get(table) for table in FOLLOWED)
        with self.lock:
            if self.stamp is not None and tokens == self.tokens:
                return
            changes = IndexChange.after(self.since)
            ids = changes.experiments
            is_known = changes.stamp == self.stamp
            if changes.leaves_gap(self.since) or len(ids) > MOST_CHANGES:
                is_known = False
            if not is_known:
                self._clear()
                self._take_in(_cells.raw_rows(), _tags.raw_rows())
            elif ids:
                self._counted.clear()
                for id in ids:
                    self._forget(id)
                self._take_in(_cells_of.raw_rows(ids=ids), _tags_of.raw_rows(ids=ids))
            # In this order: what was written meanwhile is taken in twice, never missed
            self.since = changes.next
            self.stamp = changes.stamp
            self.tokens = tokens

    def _clear(self) -> None:
        self._cells = Numbered(None)
        self._tags = Numbered(())
        self._cell_of = array("I")
        self._tags_of = array("I")
        self._in_cell: Counter[int] = Counter()
        self._counted: LRUCache = LRUCache(MOST_COUNTS)

    def _forget(self, id: int) -> None:
        if self.known([id]):
            self._in_cell[self._cell_of[id]] -= 1
            self._cell_of[id] = self._tags_of[id] = 0

    def _take_in(self, cells: Iterable[Sequence], tags: Iterable[Sequence]) -> None:
        for id, platform, unit, stage, review_on, outcome, taught in cells:
            review_day = ""
            if stage == RUNNING and review_on:
                review_day = str(review_on)
            cell = Cell(platform, unit, stage, review_day, outcome, bool(taught))
            if id >= len(self._cell_of):
                more = [0] * (id + 1 - len(self._cell_of))
                self._cell_of.extend(more)
                self._tags_of.extend(more)
            self._cell_of[id] = number = self._cells.number(cell)
            self._in_cell[number] += 1
        chosen: dict[int, list[int]] = {}
        for id, tag in tags:
            chosen.setdefault(id, []).append(tag)
        for id, ids in chosen.items():
            if self.known([id]):
                self._tags_of[id] = self._tags.number(tuple(sorted(ids)))

    # Counting

    def counted(self, key: Hashable, count: Callable[[], T]) -> T:
        """What was counted of all of them, until one of them is written.

        Args:
            key: Everything else that it depends on.
            count: Counts what all of them tell, and asks for nothing else.
        """
        with self.lock:
            key = (key, frozenset(self._lone()))
            if key not in self._counted:
                self._counted[key] = count()
            return self._counted[key]

    def known(self, ids: Iterable[int]) -> list[int]:
        """Those of some experiments that everybody may see."""
        size = len(self._cell_of)
        cell_of = self._cell_of
        return [id for id in ids if id < size and cell_of[id]]

    def fitting(
        self, ids: Iterable[int], fits: Callable[[Cell], bool] | None
    ) -> list[int]:
        """Those of some experiments that everybody may see and whose cell fits, if any
        could not.
        """
        with self.lock:
            ids = self.known(ids)
            if fits is None:
                return ids
            numbers = [self._cell_of[id] for id in ids]
            chosen = self._chosen(fits, numbers)
            fitting = [id for id, n in zip(ids, numbers, strict=True) if n in chosen]
            lone = self._lone(ids)
        if not lone:
            return fitting
        fitting = [id for id in fitting if id not in lone]
        return fitting + [id for id, cell in lone.items() if fits(cell)]

    def cells_of(self, ids: Iterable[int]) -> list[Cell]:
        """The cell of each of some experiments that everybody may see, as in `cells`."""
        with self.lock:
            ids = self.known(ids)
            lone = self._lone(ids)
            cells = self._cells
            cell_of = self._cell_of
            return [lone.get(id) or cells[cell_of[id]] for id in ids]

    def cells(self, ids: Iterable[int] | None = None) -> Counter[Cell]:
        """Each cell with the number of experiments, of some or of all.

        Anonymous experiments are counted without a unit when it has become small.
        """
        if ids is not None:
            return Counter(self.cells_of(ids))
        with self.lock:
            lone = self._lone()
            numbers = self._in_cell.items()
            found = Counter({self._cells[cell]: n for cell, n in numbers if n})
            found.subtract(self._cells[self._cell_of[id]] for id in lone)
        found.update(lone.values())
        return found

    def tags(
        self, fits: Callable[[Cell], bool] | None, ids: Iterable[int] | None = None
    ) -> Counter[int]:
        """Each tag with the number of experiments whose cell fits, if any could not, of
        some or of all.
        """
        with self.lock:
            if fits is not None:
                numbers = self._fitting_tags(fits, ids)
            elif ids is None:
                numbers = Counter(self._tags_of)
            else:
                numbers = Counter(map(self._tags_of.__getitem__, self.known(ids)))
            found: Counter[int] = Counter()
            for number, n in numbers.items():
                for tag in self._tags[number]:
                    found[tag] += n
        return found

    def _fitting_tags(
        self, fits: Callable[[Cell], bool], ids: Iterable[int] | None
    ) -> Counter[int]:
        """Each choice of tags, as a number, with how many have it and a cell that fits."""
        if ids is None:
            chosen = self._chosen(fits, self._in_cell)
            fitting = map(chosen.__contains__, self._cell_of)
            numbers = Counter(compress(self._tags_of, fitting))
            lone = self._lone()
        else:
            ids = self.known(ids)
            chosen = self._chosen(fits, map(self._cell_of.__getitem__, ids))
            numbers = Counter(
                self._tags_of[id] for id in ids if self._cell_of[id] in chosen
            )
            lone = self._lone(ids)
        for id, cell in lone.items():
            was_in = self._cell_of[id] in chosen
            numbers[self._tags_of[id]] += fits(cell) - was_in
        return numbers

    def _chosen(self, fits: Callable[[Cell], bool], numbers: Iterable[int]) -> set[int]:
        """Those of some numbers whose cell fits; what nobody may see does not.

        There are half as many cells as experiments: a search asks of its own only.
        """
        return {n for n in set(numbers) if n and fits(self._cells[n])}

    def _lone(self, ids: Iterable[int] | None = None) -> dict[int, Cell]:
        """The anonymous experiments whose unit has become too small to be told, of some
        or of all, each with the cell that it is counted under.
        """
        lone = {id for (id,) in _without_unit.rows()}
        if ids is not None:
            lone.intersection_update(ids)
        return {
            id: self._cells[self._cell_of[id]]._replace(unit=NO_UNIT)
            for id in self.known(lone)
        }


def _read_cells(*conditions) -> peewee.ModelSelect:
    taught = peewee.fn.EXISTS(
        Lesson.select(Lesson.id).where(Lesson.experiment == Experiment.id)
    )
    columns = (
        Experiment.id,
        Experiment.platform,
        Experiment.unit,
        Experiment.stage,
        Experiment.review_on,
        Conclusion.outcome,
        taught,
    )
    return (
        Experiment.select(*columns)
        .join_from(
            Experiment,
            Conclusion,
            JOIN.LEFT_OUTER,
            on=(Conclusion.experiment == Experiment.id),
        )
        .where(is_for_everyone(), *conditions)
        .tuples()
    )


def _read_tags() -> peewee.ModelSelect:
    return Tagging.select(Tagging.experiment, Tagging.tag)


_cells = Prepared(_read_cells)
_cells_of = Prepared(lambda: _read_cells(Experiment.id.in_(IdsParameter("ids"))))
_tags = Prepared(_read_tags)
_tags_of = Prepared(
    lambda: _read_tags().where(Tagging.experiment.in_(IdsParameter("ids")))
)
_without_unit = Prepared(lambda: experiments_without_unit().tuples())


def without_unit_to_ask() -> Question:
    """What is asked about the anonymous experiments whose unit is too small to be told."""
    return _without_unit.question()
