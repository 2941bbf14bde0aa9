"""A few hundred rows of a table as they were read, and checking one of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.core.imports.reader import CellReader, Reader
from tracker.core.imports.report import Note, Row
from tracker.core.imports.target import Target
from tracker.core.validation import N_
from tracker.tables import SURPLUS

CHUNK = 500
TOO_MANY_CELLS = N_("The row has %(more)s cells more than there are columns.")


@dataclass
class Chunk:
    """Rows that are not yet compared with what is there.

    Attributes:
        read: How many rows of the table it comes from.
        rows: Each row with its texts by field.
        told: Notes on rows that count for nothing, such as a line of totals.
    """

    read: int
    rows: list[tuple[Row, dict[str, str]]] = field(default_factory=list)
    told: list[tuple[int, Note]] = field(default_factory=list)


def read_chunk(reader: Reader, target: Target, rows: list[tuple[int, dict]]) -> Chunk:
    """Read rows of a table, each with its line: what they are known by, not what they say."""
    chunk = Chunk(len(rows))
    for line, cells in rows:
        texts = reader.texts(cells)
        if why := reader.left_out.why(line, texts, cells):
            chunk.told.append((line, Note("", why)))
            continue
        key, digest = reader.key(texts)
        chunk.rows.append((target.new_row(line, cells, key, digest), texts))
    return chunk


def check_row(reader: Reader, target: Target, row: Row, texts: dict[str, str]) -> None:
    """Fill a row from its texts, with its problems and notes."""
    target.check(CellReader(reader, row, texts))
    _set_checked(row)


def check_rows(
    reader: Reader, target: Target, rows: list[tuple[Row, dict[str, str]]]
) -> None:
    """Fill rows from their texts, but those for which the database has to be asked."""
    many = [CellReader(reader, row, texts) for row, texts in rows]
    for row in target.check_all(many):
        _set_checked(row)


def _set_checked(row: Row) -> None:
    if surplus := row.cells.get(SURPLUS):
        row.notes.append(Note("", TOO_MANY_CELLS, {"more": len(surplus)}))
    row.is_checked = True
