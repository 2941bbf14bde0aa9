"""Merged cells and hyperlinks of a sheet."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.tables.cell_formats import column_number

# A list has few of them; a sheet with more is read without
MOST = 20_000
LONGEST_TAIL = 4_000_000

_END_OF_ROWS = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_TAG = re.compile(rb"<(?:\w+:)?(mergeCell|hyperlink)\s([^<>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True)
class Merged:
    """Cells that are shown as one; the first of them holds the value."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass
class Overlay:
    """Merged cells by their first row, and the ids of links by row and column."""

    merged: dict[int, list[Merged]] = field(default_factory=dict)
    links: dict[tuple[int, int], str] = field(default_factory=dict)


class MergedValues:
    """Gives merged cells the value of the first of them, in rows that say more."""

    def __init__(self, merged: dict[int, list[Merged]]):
        self._merged = merged
        self._open: list[tuple[Merged, str]] = []

    def filled(self, line: int, values: list[str], columns: int) -> list[str]:
        if not self._merged:
            return values
        own = any(map(str.strip, values))
        for one in self._merged.get(line, ()):
            if one.first_column <= len(values):
                self._open.append((one, values[one.first_column - 1]))
        self._open = [(one, text) for one, text in self._open if one.last_row >= line]
        if not own:
            return values
        for one, text in self._open:
            last = min(one.last_column, columns)
            values += [""] * (last - len(values))
            for place in range(one.first_column - 1, last):
                values[place] = values[place] or text
        return values


def read_overlay(chunks: Iterable[bytes]) -> Overlay:
    """Reads merged cells and hyperlinks from the bytes of a sheet."""
    overlay = Overlay()
    for kind, text in _TAG.findall(_tail(chunks))[:MOST]:
        attributes = {
            name.rpartition(":")[2]: html.unescape(double or single)
            for name, double, single in _ATTRIBUTE.findall(
                text.decode("utf-8", "replace")
            )
        }
        first, _, last = attributes.get("ref", "").partition(":")
        begin = _place(first)
        end = _place(last or first)
        if begin is None or end is None:
            continue
        if kind == b"mergeCell":
            merged = Merged(begin[0], end[0], begin[1], end[1])
            overlay.merged.setdefault(merged.first_row, []).append(merged)
        elif "id" in attributes:
            overlay.links[begin] = attributes["id"]
    return overlay


def _tail(chunks: Iterable[bytes]) -> bytes:
    """What stands after the rows; nothing where that is longer than any list's."""
    tail = b""
    found = False
    for chunk in chunks:
        tail += chunk
        if not found and (match := _END_OF_ROWS.search(tail)):
            found = True
            tail = tail[match.end() :]
        elif not found:
            tail = tail[-100:]
        if len(tail) > LONGEST_TAIL:
            return b""
    return tail if found else b""


def _place(text: str) -> tuple[int, int] | None:
    match = _PLACE.fullmatch(text)
    if match is None:
        return None
    return int(match[2]), column_number(match[1])
