"""Reads the table that a chart is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass
class Cell:
    """A cell of the table.

    Attributes:
        data: Its data attributes, without "data-".
    """

    data: dict[str, str]
    text: str = ""

    @property
    def value(self) -> float | None:
        if self.data.get("value"):
            return float(self.data["value"])
        return None

    @property
    def is_hidden(self) -> bool:
        """Whether there is a value that is not shown, and the cell says why."""
        return self.value is None and self.text not in ("", "–")


class TableReader(HTMLParser):
    """Reads the head and the body of a table into rows of cells."""

    def __init__(self):
        super().__init__()
        self.head: list[Cell] = []
        self.rows: list[list[Cell]] = []
        self._row: list[Cell] = []
        self._part = ""

    def handle_starttag(self, tag, attrs):
        if tag in ("thead", "tbody", "tfoot"):
            self._part = tag
        if tag == "tr":
            self._row = []
            if self._part == "tbody":
                self.rows.append(self._row)
            elif self._part == "thead":
                self.head = self._row
        if tag in ("th", "td"):
            names = [
                (name[5:], text or "") for name, text in attrs if name[:5] == "data-"
            ]
            self._row.append(Cell(dict(names)))

    def handle_data(self, data):
        if self._row:
            self._row[-1].text += data

    def handle_endtag(self, tag):
        if tag == "tr":
            for cell in self._row:
                cell.text = " ".join(cell.text.split())
            self._row = []
