"""The preview of an import: the first rows as they would be saved, with errors."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from tracker.accounts.models import Person
from tracker.core.imports import Habits, Reader, checked_row, cut
from tracker.experiments.imports.mapping import Mapping, guessed
from tracker.experiments.imports.parsed_row import ParsedRow
from tracker.experiments.imports.target import ExperimentTarget
from tracker.guidelines.models import Platform
from tracker.plaintext import one_line
from tracker.tables import Table

SAMPLED = 20


@dataclass(frozen=True)
class Sample:
    """A row of the preview."""

    it: ParsedRow
    platform: Platform


def preview(
    table: Table, mapping: Mapping, habits: Habits, *, by: Person, most: int = 10
) -> list[Sample]:
    """The first rows of a file, parsed and checked.

    Raises:
        ValidationFailed: The mapping does not fit the file.
    """
    reader = Reader(mapping, table.columns, habits)
    target = ExperimentTarget("", by=by, at=None)
    platforms = {platform.id: platform for platform in Platform.select()}
    samples = []
    for line, cells in first_rows(table, most):
        row = checked_row(reader, target, line, cells)
        samples.append(Sample(row, platforms[row.plan["platform"]]))
    return samples


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
