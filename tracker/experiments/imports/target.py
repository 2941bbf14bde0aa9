"""Saving the checked rows of a list of experiments.

A strict run stages new rows as drafts of the source, which nobody sees, and publishes
them at the end. Staged rows of a run that crashed are removed by the next run of the
source, or by the hourly sweep.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import peewee

from tracker.accounts.models import Person
from tracker.core.imports import CellReader, NeedsDatabase, Note, Row, Target
from tracker.db import chunked
from tracker.experiments.imports import words
from tracker.experiments.imports.insert import BulkInsert, document_of_row
from tracker.experiments.imports.lookup import Lookup
from tracker.experiments.imports.parsed_row import ParsedRow
from tracker.experiments.imports.row import RowParser
from tracker.experiments.imports.update import REOPENED, update
from tracker.experiments.models import Experiment, Stage
from tracker.lessons.models import Conclusion
from tracker.plaintext import one_line

CHUNK = 500
FORGOTTEN_AFTER = dt.timedelta(days=1)
IS_STAGED = (Experiment.stage == Stage.draft) & Experiment.source.is_null(False)
# What is done with a row, one after the other
STEPS = (
    RowParser.read_outcome,
    RowParser.read_plan,
    RowParser.read_card,
    RowParser.read_people_and_links,
    RowParser.take_out_cpr,
    RowParser.find_problems,
)


class ExperimentTarget(Target):
    """Writes experiments with conclusion, lesson, tags and links.

    Args:
        source: Name of the list; with the external id it identifies a row.
        by: The person who runs it, and the author of rows that name none.
        at: The current time.
        run: The id of the import; None on the command line.
    """

    checks_alone = True

    def __init__(
        self,
        source: str,
        *,
        by: Person,
        at: dt.datetime | None,
        run: int | None = None,
    ):
        self.by = by
        self.lookup = Lookup()
        self.bulk = BulkInsert(source, by=by, at=at, run=run)

    def new_row(self, line: int, cells: dict, key: str, digest: str) -> ParsedRow:
        return ParsedRow(line, cells, key, digest)

    def check(self, cells: CellReader) -> None:
        _parse([self._parser(cells)])

    def check_all(self, many: list[CellReader]) -> list[Row]:
        parsers = []
        for cells in many:
            try:
                parsers.append(self._parser(cells))
            except NeedsDatabase:
                continue
        _parse(parsers)
        return [parser.row for parser in parsers]

    def _parser(self, cells: CellReader) -> RowParser:
        self.lookup.asks_database = self.asks_database
        return RowParser(cells, self.lookup, self.by)

    def prepare(self, row: ParsedRow) -> None:
        row.document = document_of_row(row)

    def tally(self, texts: dict[str, str]) -> str:
        answer = words.outcome(one_line(texts.get("outcome", "")))
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
        """Give the staged rows their own stage, which publishes them."""
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
    """Delete the staged rows of a source; returns their number."""
    return _remove(Experiment.source == source)


def sweep_staged(at: dt.datetime) -> int:
    """Delete the staged rows of runs that crashed long ago; returns their number."""
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


def _parse(parsers: list[RowParser]) -> None:
    """Fill rows: plan card, learning card, author, unit, tags and links.

    Each step for all rows, so that the processor has at hand what it needs.
    """
    for step in STEPS:
        for parser in parsers:
            step(parser)
