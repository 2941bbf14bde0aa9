"""The preview of an import: the first rows as they would be saved, with errors."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from tracker.accounts.models import Person
from tracker.core.imports import Habits, Kind, Reader, checked_row, cut, is_nothing
from tracker.experiments.imports.mapping import COLUMNS, Mapping, guessed
from tracker.experiments.imports.parsed_row import ParsedRow
from tracker.experiments.imports.target import ExperimentTarget
from tracker.guidelines.models import Platform
from tracker.plaintext import one_line
from tracker.tables import Table

SAMPLED = 20
VALUES = [
    name
    for name in COLUMNS
    if COLUMNS[name].kind in (Kind.number, Kind.whole, Kind.day)
]


class Value(NamedTuple):
    """A number or a day of a row.

    Attributes:
        written: What stands in the file.
        stored: What will be saved; None where it is left empty.
    """

    name: str
    written: str
    stored: float | dt.date | None


@dataclass(frozen=True)
class Sample:
    """A row of the preview, with its numbers and days."""

    it: ParsedRow
    platform: Platform
    values: list[Value]


def preview(
    table: Table, mapping: Mapping, habits: Habits, *, by: Person, most: int = 10
) -> list[Sample]:
    """The first rows of a file, parsed and checked.

    Raises:
        ValidationFailed: The mapping does not fit the file.
    """
    reader = Reader(mapping, table.columns, habits, table.header_line)
    target = ExperimentTarget("", by=by, at=None)
    platforms = {platform.id: platform for platform in Platform.select()}
    samples = []
    for line, cells in first_rows(table, most):
        texts = reader.texts(cells)
        if reader.left_out.why(line, texts, cells):
            continue
        row = checked_row(reader, target, line, cells)
        values = _values(row, texts)
        samples.append(Sample(row, platforms[row.plan["platform"]], values))
    return samples


def _values(row: ParsedRow, texts: dict[str, str]) -> list[Value]:
    saved = row.plan | row.card
    return [
        Value(name, cut(written, 40), saved.get(name))
        for name in VALUES
        if not is_nothing(written := one_line(texts.get(name, "")))
    ]


def first_cells(table: Table) -> dict[str, str]:
    """Column to its first cell that is not empty, among the first rows."""
    found: dict[str, str] = {}
    for _, row in first_rows(table, SAMPLED):
        for column in table.columns:
            if column not in found and row[column].strip():
                found[column] = cut(one_line(row[column]), 60)
    return found


def guessed_in(table: Table) -> dict[str, str]:
    """Field to column, guessed by the names and the first rows."""
    return guessed(table.columns, [row for _, row in first_rows(table, SAMPLED)])


def first_rows(table: Table, most: int) -> list[tuple[int, dict]]:
    """The first rows; the reader is closed, so that the file can be closed."""
    with closing(table.rows()) as rows:
        return list(islice(rows, most))
