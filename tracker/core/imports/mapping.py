"""Mapping of headings to columns.

A column is recognised by its heading, chosen with `field=heading`, or filled with a
fixed text that may hold {heading}.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Dictionary

from tracker.core.imports.cell import cut
from tracker.core.imports.column import Columns
from tracker.core.validation import N_, ErrorList, FieldError

MOST_LISTED = 12
LONGEST_NAME = 40

_PLACE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


def listed(columns: Iterable[str]) -> str:
    """Names of columns for a sentence: the first ones, none longer than a word or two."""
    columns = list(columns)
    names = ", ".join(cut(column, LONGEST_NAME) for column in columns[:MOST_LISTED])
    if len(columns) > MOST_LISTED:
        return f"{names}, … (+{len(columns) - MOST_LISTED})"
    return names


class Mapping:
    """The source of each column: a heading, or a fixed text, which goes first."""

    def __init__(
        self,
        declared: Columns,
        columns: dict[str, str] | None = None,
        fixed: dict[str, str] | None = None,
    ):
        self.declared = declared
        self.columns = columns or {}
        self.fixed = fixed or {}

    @classmethod
    def recognised(cls, declared: Columns, headings: Iterable[str]) -> Mapping:
        return cls(declared, declared.recognised(headings))

    def problems(self, columns: Iterable[str]) -> list[FieldError]:
        """The errors of this mapping for the headings of a file."""
        columns = set(columns)
        named = list(self.columns) + list(self.fixed)
        problems = [
            FieldError(
                "",
                N_("There is no field called %(name)s."),
                {"name": cut(name, LONGEST_NAME)},
            )
            for name in named
            if name not in self.declared
        ]
        problems += [
            FieldError(
                name,
                N_("There is no column called “%(column)s”."),
                {"column": cut(column, LONGEST_NAME)},
            )
            for name, column in self._named()
            if column not in columns
        ]
        problems += [
            FieldError(name, N_("Say where this comes from: a column or a text."))
            for name in self.declared.required
            if name not in named
        ]
        return problems

    def reader(
        self, columns: Iterable[str]
    ) -> Callable[[Dictionary[str, str]], dict[str, str]]:
        """A function from a row to field and text.

        Raises:
            ValidationFailed: The mapping does not fit the headings.
        """
        ErrorList(self.problems(columns)).raise_if_any()
        plain = list(self.plain().items())
        fixed = [(name, _parts(text)) for name, text in self.fixed.items()]

        def read(row: Dictionary[str, str]) -> dict[str, str]:
            texts = {name: row[column] for name, column in plain}
            for name, parts in fixed:
                filled = [text or " ".join(row[place].split()) for text, place in parts]
                texts[name] = "".join(filled)
            return texts

        return read

    def plain(self) -> dict[str, str]:
        """Field to heading, without the fields that have a fixed text."""
        return {
            name: column
            for name, column in self.columns.items()
            if name not in self.fixed
        }

    def unused(self, columns: Iterable[str]) -> list[str]:
        """The headings that nothing is filled from."""
        used = {column for _, column in self._named()}
        return [column for column in columns if column not in used]

    def column_of(self, name: str) -> str:
        """The name of the source of a field, for error messages."""
        if name in self.fixed:
            return name
        return self.columns.get(name, name)

    def _named(self) -> list[tuple[str, str]]:
        """Field and heading, for every heading that is used."""
        named = list(self.plain().items())
        for name, text in self.fixed.items():
            named += [(name, place) for place in _places(text)]
        return named


def _parts(text: str) -> list[tuple[str, str]]:
    """A fixed text in parts: (text, "") or ("", heading)."""
    parts = []
    end = 0
    for match in _PLACE.finditer(text):
        parts.append((text[end : match.start()], ""))
        end = match.end()
        if match[1] is None:
            parts.append((match[0][0], ""))
        else:
            parts.append(("", match[1].strip()))
    parts.append((text[end:], ""))
    return [part for part in parts if any(part)]


def _places(text: str) -> list[str]:
    return [match[1].strip() for match in _PLACE.finditer(text) if match[1] is not None]
