"""The first rows as they would be taken, with what is wrong with them."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from tracker.accounts.models import Person
from tracker.experiments.imports.mapping import Mapping, guessed
from tracker.experiments.imports.parsed_row import Answers
from tracker.experiments.imports.reader import Reader
from tracker.experiments.imports.values import cut
from tracker.guidelines.models import Platform
from tracker.plaintext import one_line
from tracker.tables import Table

SAMPLED = 20


@dataclass(frozen=True)
class Sample:
    """A row of the preview."""

    it: Answers
    platform: Platform


def preview(
    table: Table, mapping: Mapping, *, by: Person, on: dt.date, most: int = 10
) -> list[Sample]:
    """The first rows of a file, read.

    Raises:
        ValidationFailed: The mapping does not fit the file.
    """
    reader = Reader(mapping, table.columns, author=by, on=on)
    platforms = {platform.id: platform for platform in Platform.select()}
    answers = []
    for line, row in first_rows(table, most):
        texts = reader.texts(row)
        answers.append(reader.answers(line, row, texts, *reader.key(texts)))
    return [Sample(it, platforms[it.plan["platform"]]) for it in answers]


def first_cells(table: Table) -> dict[str, str]:
    """Column to its first cell that is not empty, looked for in the first rows."""
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
    """The first rows; the reading of the file is ended, so that it can be closed."""
    with closing(table.rows()) as rows:
        return list(islice(rows, most))
