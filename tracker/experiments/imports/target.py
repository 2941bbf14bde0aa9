"""What is done with the checked rows of a list of experiments.

In a strict run what is new is staged as drafts of the source, which nobody sees. A
draft that has a source is the mark of a run under way: the next run of the source
removes what a run that died left, and so does the hourly sweep.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import peewee

from tracker.accounts.models import Person
from tracker.core.imports import CellReader, Note, Target
from tracker.db import chunked
from tracker.experiments.imports import words
from tracker.experiments.imports.insert import BulkInsert
from tracker.experiments.imports.lookup import Lookup
from tracker.experiments.imports.parsed_row import ParsedRow
from tracker.experiments.imports.row import RowParser
from tracker.experiments.imports.update import REOPENED, update
from tracker.experiments.models import Experiment, Stage
from tracker.lessons.models import Conclusion

CHUNK = 500
FORGOTTEN_AFTER = dt.timedelta(days=1)
IS_STAGED = (Experiment.stage == Stage.draft) & Experiment.source.is_null(False)


class ExperimentTarget(Target):
    """Writes experiments with conclusion, lesson, tags and links.

    Args:
        source: What the list is called; with the external id it says which row is which.
        by: Who runs it, and the author of rows that name none.
        at: This moment.
    """

    def __init__(self, source: str, *, by: Person, at: dt.datetime | None):
        self.by = by
        self.lookup = Lookup()
        self.bulk = BulkInsert(source, by=by, at=at)

    def new_row(self, line: int, cells: dict, key: str, digest: str) -> ParsedRow:
        return ParsedRow(line, cells, key, digest)

    def check(self, cells: CellReader) -> None:
        RowParser(cells, self.lookup, self.by).parse()

    def tally(self, texts: dict[str, str]) -> str:
        answer = words.outcome(texts.get("outcome", ""))
        if answer.outcome:
            return answer.outcome.value
        return ""

    def known(self, keys: Iterable[str]) -> dict[str, tuple[int, str]]:
        return self.bulk.known(list(keys))

    def add(self, rows: list[ParsedRow]) -> None:
        self.bulk.add(rows)

    def update(self, id: int, row: ParsedRow, dry: bool = False) -> Note | None:
        return update(self.bulk, id, row, dry)

    def rejects(self, note: Note) -> bool:
        return note is REOPENED

    def stage(self, rows: list[ParsedRow]) -> None:
        self.bulk.stage(rows)

    def conclude(self, rows: list[ParsedRow]) -> None:
        self.bulk.conclude(rows)

    def show(self) -> None:
        """What was staged is what its row says it is."""
        concluded = peewee.fn.EXISTS(
            Conclusion.select(peewee.SQL("1")).where(
                Conclusion.experiment == Experiment.id
            )
        )
        stages = [
            (concluded, Stage.concluded.value),
            (Experiment.started_on.is_null(False), Stage.running.value),
        ]
        stage = peewee.Case(None, stages, Stage.planned.value)
        Experiment.update(stage=stage).where(
            IS_STAGED, Experiment.source == self.bulk.source
        ).execute()

    def remove_staged(self) -> None:
        remove_staged(self.bulk.source)


def remove_staged(source: str) -> int:
    """Remove what a run of the source has staged and not shown. Returns how many rows that were."""
    return _remove(Experiment.source == source)


def sweep_staged(at: dt.datetime) -> int:
    """Remove what runs that died long ago have staged. Returns how many rows that were."""
    return _remove(Experiment.made_at < at - FORGOTTEN_AFTER)


def _remove(condition) -> int:
    ids = [
        id
        for (id,) in Experiment.select(Experiment.id)
        .where(IS_STAGED, condition)
        .tuples()
    ]
    for some in chunked(ids, CHUNK):
        Experiment.delete().where(Experiment.id.in_(some), IS_STAGED).execute()
    return len(ids)
