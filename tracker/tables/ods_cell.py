"""One cell of an OpenDocument spreadsheet as text."""

from __future__ import annotations

import math
import re

from tracker.tables.cell_formats import duration_text, number_text, percent_text
from tracker.tables.limits import N_, Limits, UnreadableTable
from tracker.tables.table import LinkedText

# What stands in a paragraph and is not its text
ASIDE = frozenset(("annotation", "note", "ruby-text", "frame"))
MOST_BLANKS = 1_000  # that are written as a count
NUMBERS = frozenset(("float", "currency", "percentage"))
_TIME = re.compile(
    r"PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,]\d+)?S)?", re.ASCII
)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)T00:00:00(?:[.,]0+)?", re.ASCII)


class Cell:
    """The cell that is being read.

    Attributes:
        is_open: Whether one is.
        attributes: Of its element.
    """

    def __init__(self, limits: Limits):
        self.is_open = False
        self.attributes: dict[str, str] = {}
        self._limits = limits
        self._depth = 0
        self._skipped_from = 0
        self._paragraphs: list[str] = []
        self._pieces: list[str] = []
        self._targets: list[str] = []

    @property
    def has_formula(self) -> bool:
        return "table:formula" in self.attributes

    def begin(self, attributes: dict[str, str]) -> None:
        self.is_open = True
        self.attributes = attributes
        self._depth = 0
        self._skipped_from = 0
        self._paragraphs = []
        self._pieces = []
        self._targets = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._skipped_from:
            return
        # Beside its paragraphs a cell holds notes, pictures and other tables
        if (self._depth == 1 and tag != "p") or tag in ASIDE:
            self._skipped_from = self._depth
        elif tag == "s":
            count = attributes.get("text:c", "1")
            if count.isdecimal() and len(count) < 9:
                self._pieces.append(" " * min(int(count), MOST_BLANKS))
        elif tag == "tab":
            self._pieces.append("\t")
        elif tag == "line-break":
            self._pieces.append("\n")
        elif tag == "a":
            target = attributes.get("xlink:href", "")
            if target.startswith(("http://", "https://")):
                self._targets.append(target)

    def end(self, tag: str) -> bool:
        """Leave an element; whether it was the cell itself."""
        if self._depth == 0:
            self.is_open = False
            return True
        if self._depth == self._skipped_from:
            self._skipped_from = 0
        elif self._depth == 1 and not self._skipped_from:
            self._paragraphs.append("".join(self._pieces))
            self._pieces = []
        self._depth -= 1
        return False

    def text(self, characters: str) -> None:
        if self._depth and not self._skipped_from:
            self._pieces.append(characters)

    def value(self) -> str:
        """Its text, as the same cell of an XLSX file would have it."""
        kind = self.attributes.get("office:value-type", "")
        if self.attributes.get("calcext:value-type") == "error":
            kind = "error"
        number = self.attributes.get("office:value", "")
        if kind in NUMBERS and (text := _number(number, kind)):
            return text
        if kind == "date" and (day := self.attributes.get("office:date-value")):
            return _MIDNIGHT.sub(r"\1", day)
        if kind == "time" and (text := _duration(self.attributes)):
            return text
        if kind == "boolean":
            return self.attributes.get("office:boolean-value", "")
        return self._written()

    def _written(self) -> str:
        text = "\n".join(self._paragraphs)
        if not text:
            text = self.attributes.get("office:string-value", "")
        if len(text) > self._limits.field_characters:
            message = N_("A text in the workbook is longer than %(limit)s characters.")
            raise UnreadableTable(message, limit=self._limits.field_characters)
        if text and self._targets:
            text = LinkedText(text)
            text.target = " ".join(self._targets)
        return text


def _number(text: str, kind: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return ""
    if not math.isfinite(value):
        return ""
    if kind == "percentage":
        return percent_text(value)
    return number_text(value)


def _duration(attributes: dict[str, str]) -> str:
    match = _TIME.fullmatch(attributes.get("office:time-value", ""))
    if match is None:
        return ""
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return duration_text(hours * 3600 + minutes * 60 + seconds)
