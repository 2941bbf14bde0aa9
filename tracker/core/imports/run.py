"""Imports a whole file in chunks, each in one transaction.

An import that dies is run again.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from tracker.core.imports.ahead import can_check_ahead, checked_ahead
from tracker.core.imports.batch import Batch, Watch
from tracker.core.imports.chunk import CHUNK as CHUNK
from tracker.core.imports.chunk import Chunk, read_chunk
from tracker.core.imports.reader import Reader
from tracker.core.imports.report import ImportReport, Note
from tracker.core.imports.strict import AllOrNothing
from tracker.core.imports.target import Target
from tracker.core.validation import N_
from tracker.db import analyze
from tracker.heap import frozen_heap
from tracker.tables import Table

REPEATED = N_("Several columns have this name; the first of them was read.")
# Bytes of checked rows; more lie in a file without a name, which only this process can read
MOST_IN_MEMORY = 20_000_000


class Run:
    """One run over one table.

    Args:
        dry: Write nothing.
        strict: Write everything or nothing: the file is gone over once before.
        report: That of a run that died: its rows are gone over again, and not counted twice.
        watch: Called in the transaction of each chunk with the rows rejected in it, to
            write down how far it is.
    """

    def __init__(
        self,
        table: Table,
        reader: Reader,
        target: Target,
        *,
        dry: bool = False,
        strict: bool = False,
        report: ImportReport | None = None,
        watch: Watch | None = None,
    ):
        self.table = table
        self.reader = reader
        self.target = target
        self.dry = dry
        self.strict = strict
        self.watch = watch
        self.report = report or self.new_report()
        self.checking = strict and not dry
        self._most_is_new = False
        self._gone_over = 0

    def new_report(self) -> ImportReport:
        return ImportReport()

    def all(self) -> Iterator[ImportReport]:
        """Go through the file; yields the report after each chunk.

        Raises:
            NotATable: The file turns out to be broken further down; the chunks before
                it stand, unless `strict`.
        """
        if not self.dry:
            # Of a run that died: it would count as what is there
            self.target.remove_staged()
        with frozen_heap():
            if self.checking:
                yield from self._all_or_nothing()
            else:
                yield from self._through()
        self._tell_of_file()
        if not self.dry:
            analyze()

    def _all_or_nothing(self) -> Iterator[ImportReport]:
        """Read and check everything first; then write it, chunk by chunk."""
        with SpooledTemporaryFile(MOST_IN_MEMORY) as checked:
            self.report = self.new_report()
            yield from self._through(checked)
            if self.report.rejected:
                self.report.take_back()
                return
            self.checking = False
            self.report = self.new_report()
            batch = partial(Batch, self.reader, self.target, set(), self.report)
            writer = AllOrNothing(checked, batch, self.target, self.report, self.watch)
            yield from writer.write()

    def _through(self, checked: BinaryIO | None = None) -> Iterator[ImportReport]:
        counted = self.report.read
        self._gone_over = 0
        seen: set[int] = set()
        with closing(self._chunks()) as chunks:
            for chunk in chunks:
                report = self.report
                watch = self.watch
                if self._gone_over < counted:  # counted by the run that died
                    report = self.new_report()
                    watch = None
                self._gone_over += chunk.read
                batch = Batch(self.reader, self.target, seen, report)
                batch.sort(chunk)
                self._most_is_new = len(batch.settled) < chunk.read / 2
                if checked:
                    pickle.dump(batch.sorted(), checked)
                batch.write(self.dry or self.checking, watch)
                yield self.report

    def _chunks(self) -> Iterator[Chunk]:
        """All rows; those of a long list, if most are to be written, checked by a child."""
        is_complete = True
        with closing(self.table.rows()) as rows:
            for chunk in self._read(rows):
                yield chunk
                if self._most_is_new and can_check_ahead(self.table, self.target):
                    is_complete = yield from checked_ahead(
                        self.table, rows, self.reader, self.target
                    )
                    break
        if not is_complete:
            with closing(self.table.rows()) as rows:
                yield from self._read(islice(rows, self._gone_over, None))

    def _read(self, rows: Iterator[tuple[int, dict]]) -> Iterator[Chunk]:
        while some := list(islice(rows, CHUNK)):
            yield read_chunk(self.reader, self.target, some)

    def _tell_of_file(self) -> None:
        """What was mended in the file itself, unless the run that died has told it."""
        told = {known["message"] for known in self.report.notes}
        for line, message in self.table.notes:
            if message not in told:
                self.report.tell(line, Note("", message))
        read = set(self.reader.mapping.plain().values())
        for name in read.intersection(self.table.repeated):
            if REPEATED not in told:
                self.report.tell(self.table.header_line, Note(name, REPEATED))
