"""The import engine: a table file in, checked rows out, each told about.

A feature declares its columns (name, headings, parser) and a `Target` that says how a
row is checked and what is done with checked rows; everything else is here. number, day:
the parsers that forms use too (a day is one_end or two_ends; notation finds what period
means) · column, mapping: which heading is which column · reader: a row's cells ·
left_out: rows that are none · chunk, batch, run, strict: many rows · ahead: in two
processes · report: what came of it.
"""

from tracker.core.imports.cell import Unreadable, cut, is_nothing
from tracker.core.imports.column import Column, Columns, Kind, column_of, importable
from tracker.core.imports.mapping import Mapping, listed
from tracker.core.imports.reader import CellReader, Habits, Reader, habits_of
from tracker.core.imports.report import ImportReport, Note, Rejected, Row, as_notes
from tracker.core.imports.run import CHUNK, Run
from tracker.core.imports.target import (
    Gone,
    NeedsDatabase,
    Target,
    Unfitting,
    checked_row,
)

__all__ = [
    "CHUNK",
    "CellReader",
    "Column",
    "Columns",
    "Gone",
    "Habits",
    "ImportReport",
    "Kind",
    "Mapping",
    "NeedsDatabase",
    "Note",
    "Reader",
    "Rejected",
    "Row",
    "Run",
    "Target",
    "Unfitting",
    "Unreadable",
    "as_notes",
    "checked_row",
    "column_of",
    "cut",
    "habits_of",
    "importable",
    "is_nothing",
    "listed",
]
