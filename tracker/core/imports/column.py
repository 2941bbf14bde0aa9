"""Columns of an import, with the headings by which they are recognised."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import peewee

from tracker.db import EnumCharField
from tracker.tables import TableColumn

SHORT_TEXT = 200  # characters
LONG_WIDTH = 60  # of the column of a longer text

QUESTION_WORDS = frozenset(
    "hvad hvem hvilken hvilket hvilke hvordan hvornår what which who how when".split()
)


_REMARK = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*\Z")


class Kind(enum.Enum):
    """How a column's cells are parsed."""

    text = "text"
    number = "number"
    whole = "whole number"
    day = "day"
    word = "word"


# How wide a column is in a spreadsheet, in characters
WIDTHS = {
    Kind.text: 26,
    Kind.number: 12,
    Kind.whole: 12,
    Kind.day: 14,
    Kind.word: 22,
}


@dataclass(frozen=True)
class Column:
    """One column that a list may have.

    Attributes:
        headings: What else people call it, as keys with spaces between them.
        required: A row without it is not taken.
        seconds: Of how many seconds the number is a multiple, where it is a length of
            time; 0 for other numbers.
        title: Its heading in an export for people: the label of the field, where nothing
            else is declared.
        field: The field of a model that it fills; None where that takes more.
    """

    name: str
    headings: str = ""
    kind: Kind = Kind.text
    required: bool = False
    seconds: int = 0
    title: str = ""
    field: peewee.Field | None = None

    @property
    def table_column(self) -> TableColumn:
        """The column of an export."""
        width = WIDTHS[self.kind]
        if self.kind is Kind.text and getattr(self.field, "max_length", 0) > SHORT_TEXT:
            width = LONG_WIDTH
        return TableColumn(self.name, self.title, width)


def importable(field: peewee.Field, headings: str = "", **more) -> peewee.Field:
    """Declares that a list may have a column for a field of a model.

    Args:
        headings: What people call it, beside the field's own name; `_` for a space.
        more: `name`, `required`, `seconds` or `title` of the column.
    """
    field.import_column = Column(name="", headings=headings, kind=_kind_of(field))
    field.import_column = replace(field.import_column, **more)
    return field


def column_of(field: peewee.Field) -> Column:
    """The column that a field was declared importable as."""
    declared = field.import_column
    described = getattr(field, "description", None)
    title = declared.title
    if described and not title:
        title = described.label
    return replace(declared, name=declared.name or field.name, title=title, field=field)


def _kind_of(field: peewee.Field) -> Kind:
    if isinstance(field, EnumCharField):
        return Kind.word
    if isinstance(field, peewee.ForeignKeyField):
        return Kind.text
    if isinstance(field, peewee.DateField):
        return Kind.day
    if isinstance(field, peewee.IntegerField | peewee.SmallIntegerField):
        return Kind.whole
    if isinstance(field, peewee.DoubleField):
        return Kind.number
    return Kind.text


class Columns:
    """All columns that an import knows.

    Args:
        key: Name of the column that says which row is which; "" where there is none.
        elsewhere: Headings that other programs give a column, beside its own.
    """

    def __init__(
        self, *columns: Column, key: str = "", elsewhere: dict[str, str] | None = None
    ):
        self._columns = {column.name: column for column in columns}
        self.key = key
        more = elsewhere or {}
        self._headings = {
            column.name: f"{column.headings} {more.get(column.name, '')}".split()
            for column in columns
        }
        self._by_heading: dict[str, str] = {}
        for name, headings in self._headings.items():
            for heading in headings:
                self._by_heading.setdefault(heading, name)
        for name in self._columns:
            self._by_heading[name] = name

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __contains__(self, name: str) -> bool:
        return name in self._columns

    def __getitem__(self, name: str) -> Column:
        return self._columns[name]

    @property
    def required(self) -> list[str]:
        return [name for name, column in self._columns.items() if column.required]

    def recognised(self, headings: Iterable[str]) -> dict[str, str]:
        """Column name to heading, for each known heading.

        The column's own name goes before its other headings. A question, as forms have
        it, is recognised by its first words.
        """
        by_key: dict[str, str] = {}
        for heading in headings:
            by_key.setdefault(heading_key(heading), heading)
        for heading in list(by_key.values()):
            # Budget (kr.), Udfald (ja/nej), Mål [pct.]
            by_key.setdefault(heading_key(_REMARK.sub("", heading)), heading)
        found = {name: by_key[name] for name in self if name in by_key}
        for name, keys in self._headings.items():
            for key in keys:
                heading = by_key.get(key)
                if heading and name not in found and heading not in found.values():
                    found[name] = heading
        for key, heading in by_key.items():
            name = self._asked_for(key)
            if name and name not in found and heading not in found.values():
                found[name] = heading
        return found

    def _asked_for(self, question: str) -> str | None:
        """The column one of whose headings begins a question."""
        if question.partition("_")[0] not in QUESTION_WORDS:
            return None
        for heading, name in self._by_heading.items():
            if "_" in heading and question.startswith(heading + "_"):
                return name
        return None

    def score(self, cells: list[str]) -> int:
        """How many columns a row of headings names; used to find the header."""
        keys = {heading_key(_REMARK.sub("", cell)) for cell in cells if len(cell) < 60}
        return len({self._by_heading[key] for key in keys if key in self._by_heading})


def heading_key(heading: str) -> str:
    """A heading as it is compared: lower case, its words with `_` between them."""
    return "_".join(re.findall(r"\w+", heading.casefold().replace("_", " ")))
