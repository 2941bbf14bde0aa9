"""A whole file: read in chunks, each written in one transaction, so that a run that
dies is simply run again.
"""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from tracker.accounts.models import Person
from tracker.db import analyze
from tracker.experiments.imports.batch import Chunk, Watch
from tracker.experiments.imports.insert import Bulk
from tracker.experiments.imports.mapping import Mapping
from tracker.experiments.imports.reader import Reader
from tracker.experiments.imports.report import Report
from tracker.experiments.imports.strict import AllOrNothing, remove_staged
from tracker.tables import Table

CHUNK = 500
# Bytes of checked rows; more lie in a file without a name, which only this process can read
MOST_IN_MEMORY = 20_000_000


class Run:
    """One run over one table.

    Args:
        source: What the list is called; with the external id it says which row is which.
        by: Who runs it, and the author of rows that name none.
        at: This moment.
        on: Today.
        dry: Write nothing.
        strict: Write everything or nothing: the file is gone over once before.
        report: That of a run that died: its rows are gone over again, and not counted twice.
        watch: Called in the transaction of each chunk with the rows rejected in it, to
            write down how far it is.
    """

    def __init__(
        self,
        table: Table,
        mapping: Mapping,
        *,
        source: str,
        by: Person,
        at: dt.datetime,
        on: dt.date,
        dry: bool = False,
        strict: bool = False,
        report: Report | None = None,
        watch: Watch | None = None,
    ):
        self.table = table
        self.dry = dry
        self.strict = strict
        self.watch = watch
        self.reader = Reader(mapping, table.columns, author=by, on=on)
        self.bulk = Bulk(source, by=by, at=at)
        self.report = report or Report()
        self.checking = strict and not dry

    def all(self) -> Iterator[Report]:
        """Go through the file; yields the report after each chunk.

        Raises:
            NotATable: The file turns out to be broken further down; the chunks before
                it stand, unless `strict`.
        """
        if not self.dry:
            # Of a run that died: it would count as what is there
            remove_staged(self.bulk.source)
        yield from self._all()
        if not self.dry:
            analyze()

    def _all(self) -> Iterator[Report]:
        yield from self._all_or_nothing() if self.checking else self._through()
        if self.report.added >= CHUNK and not self.dry:
            analyze()

    def _all_or_nothing(self) -> Iterator[Report]:
        """Read and check everything first; then write it, chunk by chunk."""
        with SpooledTemporaryFile(MOST_IN_MEMORY) as checked:
            self.report = Report()
            yield from self._through(checked)
            if self.report.rejected:
                self.report.take_back()
                return
            self.checking = False
            self.report = Report()
            chunk = partial(Chunk, self.reader, self.bulk, set(), self.report)
            yield from AllOrNothing(
                checked, chunk, self.bulk, self.report, self.watch
            ).write()

    def _through(self, checked: BinaryIO | None = None) -> Iterator[Report]:
        counted = self.report.read
        gone_over = 0
        seen: set[str] = set()
        with closing(self.table.rows()) as rows:
            while rows_of_chunk := list(islice(rows, CHUNK)):
                again = gone_over < counted
                gone_over += len(rows_of_chunk)
                chunk = Chunk(
                    self.reader, self.bulk, seen, Report() if again else self.report
                )
                chunk.sort(rows_of_chunk)
                if checked:
                    pickle.dump(chunk.sorted(), checked)
                chunk.write(self.dry or self.checking, None if again else self.watch)
                yield self.report
