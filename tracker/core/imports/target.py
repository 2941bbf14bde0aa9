"""Base class by which a feature checks and saves imported rows."""

from __future__ import annotations

from collections.abc import Iterable

import peewee

from tracker.core.imports.reader import CellReader, Reader
from tracker.core.imports.report import Note, Row
from tracker.core.validation import ValidationFailed

# What keeps a row out when it is written
Unfitting = (peewee.IntegrityError, peewee.DataError, ValidationFailed)


class Gone(Exception):
    """The staged rows were removed meanwhile."""


class NeedsDatabase(Exception):
    """A row cannot be checked without asking the database, and that is not allowed."""


class Target:
    """Base class: a feature says how a row is checked and how checked rows are written.

    What is staged in a strict run is seen by nobody until `show`; a target that cannot
    stage takes no strict run.

    Attributes:
        checks_alone: Whether most rows are checked without asking the database.
        asks_database: Whether it may be asked; else `check` raises `NeedsDatabase`.
    """

    checks_alone = False
    asks_database = True

    def new_row(self, line: int, cells: dict, key: str, digest: str) -> Row:
        return Row(line, cells, key, digest)

    def check(self, cells: CellReader) -> None:
        """Fill `cells.row` from its cells, with its problems and notes.

        Raises:
            NeedsDatabase: It would have to be asked, and `asks_database` is off.
        """
        raise NotImplementedError

    def check_all(self, many: list[CellReader]) -> list[Row]:
        """Check many rows; returns those for which the database need not be asked.

        The others are left to whoever may ask it.
        """
        for cells in many:
            self.check(cells)
        return [cells.row for cells in many]

    def prepare(self, row: Row) -> None:
        """Make of a checked row what can be made before it is written."""

    def tally(self, texts: dict[str, str]) -> str:
        """The second count that an unchanged row belongs to."""
        return ""

    def known(self, keys: Iterable[str]) -> dict[str, tuple[int, str]]:
        """The rows that are there: key to id and digest."""
        return {}

    def add(self, rows: list[Row]) -> None:
        """Write new rows. Called in a transaction.

        Raises:
            Unfitting: One does not fit; they are undone and tried one by one.
        """
        raise NotImplementedError

    def update(self, id: int, row: Row, dry: bool = False) -> Note | None:
        """Update the row of the database from a changed row of the file.

        Returns:
            None when it was done, else why not: a note of `rejects` rejects the row.
        """
        raise NotImplementedError

    def rejects(self, note: Note) -> bool:
        """Whether an update that was not done rejects the row."""
        return False

    # Strict runs

    def stage(self, rows: list[Row]) -> None:
        """Write new rows where nobody sees them. Called in a transaction."""
        raise NotImplementedError

    def conclude(self, rows: list[Row]) -> None:
        """Write the parts of staged rows that cannot be hidden.

        Raises:
            Gone: Another run has begun since, and removed what this one staged.
        """
        raise NotImplementedError

    def show(self) -> None:
        """Show the staged rows."""
        raise NotImplementedError

    def remove_staged(self) -> None:
        """Remove the rows that an interrupted import has staged."""


def checked_row(reader: Reader, target: Target, line: int, cells: dict) -> Row:
    """One row of a file, checked and not written."""
    texts = reader.texts(cells)
    key, digest = reader.key(texts)
    row = target.new_row(line, cells, key, digest)
    target.check(CellReader(reader, row, texts))
    return row
