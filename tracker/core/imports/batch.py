"""A batch of imported rows, sorted into new, changed, unchanged and rejected ones.

Each batch is written in one transaction.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import nullcontext

from tracker.core.imports.chunk import Chunk, check_row
from tracker.core.imports.reader import Reader
from tracker.core.imports.report import ImportReport, Note, Rejected, Row, as_notes
from tracker.core.imports.target import Target, Unfitting
from tracker.core.validation import N_, ValidationFailed
from tracker.db import database

SORTED = ("read", "new", "changed", "settled", "told", "rejected")
MEANWHILE = Note(
    "", N_("The database cannot take this row, or somebody is importing the same list.")
)
REPEATED = N_("The same row as an earlier one; it is taken once.")
CONTRADICTS = N_("An earlier row has the same external id and says something else.")
ALIKE = N_(
    "Another row has the same number as its id, written in another way; both were taken."
)
_NUMERIC_KEY = re.compile(r"0*(\d{1,15})(?:[.,]0+)?", re.ASCII)
Watch = Callable[[list[Rejected]], None]


class Batch:
    """Some rows on their way in.

    Attributes:
        new: Rows that are not there yet.
        changed: Rows that say something else than last time, with the id of theirs.
        settled: Rows that are counted as they are, for nothing has changed.
        told: Notes on rows that count for nothing, such as a line of totals.
    """

    def __init__(
        self, reader: Reader, target: Target, seen: set[int], report: ImportReport
    ):
        self.reader = reader
        self.target = target
        self.seen = seen
        self.report = report
        self.read = 0
        self.new: list[Row] = []
        self.changed: list[tuple[int, Row]] = []
        self.settled: list[Row] = []
        self.told: list[tuple[int, Note]] = []
        self.rejected: list[Rejected] = []

    def sort(self, chunk: Chunk) -> None:
        """Sort the rows into new, changed, unchanged and rejected ones."""
        self.read = chunk.read
        self.told = chunk.told
        known = self.target.known([row.key for row, _ in chunk.rows])
        for row, texts in chunk.rows:
            self._sort(row, texts, known)

    def _sort(self, row: Row, texts: dict[str, str], known: dict) -> None:
        id, digest = known.get(row.key, (None, None))
        if hash(row.key) in self.seen:
            self._repeated(row, same=digest == row.digest)
            return
        notes = row.notes  # of a row that was checked ahead
        row.notes = []
        self._tell_alike(row)
        if digest == row.digest:
            self.seen.add(hash(row.key))
            if not row.is_checked:  # else it has been found already
                row.tally = self.target.tally(texts)
            self._settle(row)
        else:
            row.notes += notes
            if not row.is_checked:
                check_row(self.reader, self.target, row, texts)
            if row.problems:
                self._reject(row, *row.problems)
                return
            self.seen.add(hash(row.key))
            known[row.key] = (id, row.digest)
            if id is None:
                self.new.append(row)
            else:
                row.act = "updated"
                self.changed.append((id, row))

    def _tell_alike(self, row: Row) -> None:
        """Note that 1, 1,0 and 001 are three ids."""
        number = _NUMERIC_KEY.fullmatch(row.key)
        if number is None:
            return
        mark = hash(("number", number[1]))
        if mark in self.seen:
            column = self.reader.mapping.column_of(self.reader.declared.key)
            row.notes.append(Note(column, ALIKE))
        self.seen.add(mark)

    def _repeated(self, row: Row, same: bool) -> None:
        column = self.reader.mapping.column_of(self.reader.declared.key)
        if same:
            row.notes = [Note(column, REPEATED)]
            row.tally = ""  # counted with the earlier one
            self._settle(row)
        else:
            self._reject(row, Note(column, CONTRADICTS))

    def _settle(self, row: Row) -> None:
        row.act = "unchanged"
        self.settled.append(row)

    def sorted(self) -> dict:
        """The result of `sort`, for another batch."""
        return {name: getattr(self, name) for name in SORTED}

    def take(self, found: dict) -> None:
        """Take the result of `sort` of another batch."""
        for name, value in found.items():
            setattr(self, name, value)

    def refuse_taken(self) -> None:
        """Reject rows that another person has imported since they were sorted."""
        rows = self.new + [row for _, row in self.changed]
        here = self.target.known([row.key for row in rows])
        for row in self.new:
            if row.key in here:
                self._reject(row, MEANWHILE)
        for id, row in self.changed:
            if here.get(row.key, (None,))[0] != id:
                self._reject(row, MEANWHILE)

    def rejection(self, row: Row, *reasons: Note) -> Rejected:
        """A row as it stood in the file, and why it is not taken."""
        return Rejected(row.line, reasons, self.reader.parted(row.cells))

    def stage(self) -> None:
        """Insert the new rows hidden; reject those that the database refuses.

        Call it in a transaction.
        """
        self._added(self.target.stage)

    def write_changed(self, watch: Watch | None) -> None:
        """Update the changed rows and count the batch in one transaction.

        The new rows were written before.
        """
        with database.atomic():
            self._count(self.new, self._updated(dry=False))
            if watch:
                watch(self.rejected)

    def write(self, dry: bool, watch: Watch | None) -> None:
        """Write it, and count it, in one transaction."""
        transaction = nullcontext()
        if watch or (not dry and (self.new or self.changed)):
            transaction = database.atomic()
        with transaction:
            added = self.new
            if not dry:
                added = self._added(self.target.add)
            self._count(added, self._updated(dry))
            if watch:
                watch(self.rejected)

    def _added(self, add: Callable[[list[Row]], None]) -> list[Row]:
        try:
            with database.atomic():
                add(self.new)
        except Unfitting:
            return [row for row in self.new if self._added_alone(add, row)]
        return self.new

    def _added_alone(self, add: Callable[[list[Row]], None], row: Row) -> bool:
        try:
            with database.atomic():
                add([row])
        except ValidationFailed as refused:
            self._reject(row, *as_notes(refused.problems, self._column_of))
            return False
        except Unfitting:
            self._reject(row, MEANWHILE)
            return False
        return True

    def _updated(self, dry: bool) -> list[Row]:
        return [row for id, row in self.changed if self._is_updated(id, row, dry)]

    def _is_updated(self, id: int, row: Row, dry: bool) -> bool:
        why_not = self.target.update(id, row, dry)
        if why_not is None:
            return True
        if self.target.rejects(why_not):
            self._reject(row, why_not)
        else:
            row.notes = [why_not]
            row.tally = ""
            self._settle(row)
        return False

    def _column_of(self, name: str) -> str:
        return self.reader.mapping.column_of(name)

    def _reject(self, row: Row, *reasons: Note) -> None:
        self.rejected.append(self.rejection(row, *reasons))

    def _count(self, added: list[Row], updated: list[Row]) -> None:
        self.report.read += self.read
        for row in added + updated + self.settled:
            self.report.count(row)
        for line, note in self.told:
            self.report.tell(line, note)
        for rejected in self.rejected:
            self.report.reject(rejected)
