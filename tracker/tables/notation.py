"""How a table file is written: its headings, words, numbers and separators."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass


def N_(message: str) -> str:
    """Marks a word for translation, which `Notation.said` does."""
    return message


YES = N_("Yes")
NO = N_("No")


@dataclass(frozen=True)
class TableColumn:
    """A column of a table that is written.

    Attributes:
        name: Its heading for programs.
        title: Its heading for people, an English message.
        width: In characters, where the format has widths.
    """

    name: str
    title: str = ""
    width: int = 14


class Labelled(str):
    """A word for programs that has a label for people, an English message."""

    __slots__ = ("label",)

    def __new__(cls, word: str, label: str):
        member = super().__new__(cls, word)
        member.label = label
        return member


@dataclass(frozen=True)
class Notation:
    """The way in which a table file is written.

    Attributes:
        delimiter: Between the cells of a CSV.
        decimal_mark: In the numbers of a CSV.
        said: Translates headings, the labels of words, and yes and no; without it they
            are written as programs read them.
    """

    delimiter: str = ","
    decimal_mark: str = "."
    said: Callable[[str], str] | None = None

    def heading(self, column: TableColumn) -> str:
        """The heading of a column."""
        if self.said and column.title:
            return self.said(column.title).rstrip(" …?:")
        return column.name

    def cell(self, value):
        """The value as a cell: a word of a closed list and a truth as text."""
        if isinstance(value, bool):
            if not self.said:
                return str(value).lower()
            if value:
                return self.said(YES)
            return self.said(NO)
        label = getattr(value, "label", "")
        if self.said and label:
            return self.said(label)
        return getattr(value, "value", value)

    def text(self, value):
        """The value as a cell of a text file; a day as ISO has it, which all can read."""
        if isinstance(value, datetime.date | datetime.time):
            return value.isoformat()
        if isinstance(value, float):
            return self._number(value)
        return self.cell(value)

    def _number(self, value: float) -> str:
        """A number whose mark cannot be taken for one of thousands: 1.2340, not 1.234."""
        whole, mark, decimals = repr(value).partition(".")
        if len(decimals) == 3 and decimals.isdigit():
            decimals += "0"
        if decimals == "0":
            return whole
        return whole + mark.replace(".", self.decimal_mark) + decimals


INTERNATIONAL = Notation()


def as_columns(columns) -> list[TableColumn]:
    """Columns, of which some may be given by their names alone."""
    return [
        TableColumn(column) if isinstance(column, str) else column for column in columns
    ]
