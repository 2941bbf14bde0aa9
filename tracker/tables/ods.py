"""OpenDocument spreadsheets, as LibreOffice saves them: one visible sheet, every cell as
text, written as the same cell of an XLSX file would be.

All sheets stand in one part, so the titles are read first and one sheet after that. A
row or cell that is repeated is written once with a count, which a hostile file may make
as large as it likes: no more of them are made than a list has any need of.
"""

from __future__ import annotations

from tracker.tables.limits import N_, Limits, UnreadableTable
from tracker.tables.ods_cell import Cell
from tracker.tables.workbook import (
    HIDDEN,
    HIDDEN_COLUMN,
    LAST_ROW,
    MOST_NOTES,
    NO_VALUE,
    Workbook,
)
from tracker.tables.xlsx_overlay import Merged, MergedValues

# Of a row that is repeated; a list says nothing twice
MOST_COPIES = 100
HIDDEN_STATES = frozenset(("collapse", "filter"))
REPEATED = N_("This row is repeated very often below it; not every copy was read.")


class OpenDocument(Workbook):
    """One sheet of an OpenDocument spreadsheet."""

    kind = "ods"
    part = "content.xml"

    def _titles(self) -> list[str]:
        titles = _Titles()
        for _ in self._parsed(titles):
            self._watch()
        return titles.visible

    def records(self):
        sheet = _Sheet(self.sheet, self.limits)
        merged = MergedValues(sheet.merged)
        self.notes = sheet.notes
        for fed in self._parsed(sheet):
            self._fed = fed
            self._watch()
            rows = sheet.rows
            sheet.rows = []
            if rows and not self.estimated_total:
                size = self._archive.size(self.part)
                self.estimated_total = round(len(rows) / fed * size)
            for line, copies, values in rows:
                for copy in range(copies):
                    filled = merged.filled(
                        line + copy, list(values), self.limits.columns
                    )
                    yield line + copy, filled
            if sheet.is_over:
                return

    def _parsed(self, handler):
        return self._archive.parsed(self.part, handler, self.limits.unpacked_bytes)


class _Titles:
    """The titles of the visible sheets."""

    def __init__(self):
        self.visible: list[str] = []
        self._hidden: set[str] = set()
        self._style = ""

    def start(self, tag, attributes):
        if tag == "style" and attributes.get("style:family") == "table":
            self._style = attributes.get("style:name", "")
        elif tag == "table-properties":
            if attributes.get("table:display") == "false":
                self._hidden.add(self._style)
        elif tag == "table" and "table:name" in attributes:
            self._add(attributes["table:name"], attributes.get("table:style-name"))

    def end(self, tag):
        pass

    def text(self, characters):
        pass

    def _add(self, title: str, style: str | None) -> None:
        if style not in self._hidden:
            self.visible.append(title)


class _Sheet:
    """The rows of one sheet as they come: number, copies and texts of each."""

    def __init__(self, title: str, limits: Limits):
        self.rows: list[tuple[int, int, list[str]]] = []
        self.notes: list[tuple[int, str]] = []
        self.merged: dict[int, list[Merged]] = {}
        self.is_over = False
        self._title = title
        self._limits = limits
        self._depth = 0  # of tables; one may stand in a cell
        self._inside = False
        self._row = 1
        self._copies = 1
        self._hidden = False
        self._columns = 0
        self._hidden_columns: list[range] = []
        self._cell = Cell(limits)
        self._values: list[str] = []
        self._width = 0
        self._empty = self._filled = 0

    def start(self, tag, attributes):
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._inside = attributes.get("table:name") == self._title
        if not self._inside or self.is_over:
            return
        if self._cell.is_open:
            self._cell.start(tag, attributes)
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell.begin(attributes)
        elif tag == "table-row":
            self._values = []
            self._width = 0
            self._copies = _count(attributes, "table:number-rows-repeated")
            self._hidden = attributes.get("table:visibility") in HIDDEN_STATES
        elif tag == "table-column":
            self._add_columns(attributes)

    def end(self, tag):
        if tag == "table":
            self._depth -= 1
            if self._inside and self._depth == 0:
                self.is_over = True
        if not self._inside or self.is_over:
            return
        if self._cell.is_open:
            if self._cell.end(tag):
                self._add_cell(self._cell)
        elif tag == "table-row":
            self._add_row()

    def text(self, characters):
        if self._inside and self._cell.is_open:
            self._cell.text(characters)

    def _add_columns(self, attributes) -> None:
        count = _count(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in HIDDEN_STATES:
            first = self._columns
            self._hidden_columns.append(range(first, first + count))
        self._columns += count

    def _add_cell(self, cell: Cell) -> None:
        text = cell.value()
        count = _count(cell.attributes, "table:number-columns-repeated")
        if text:
            self._filled += 1
            self._fill_up()
            copies = min(count, self._limits.columns + 1)
            self._values += [text] * copies
            self._note_merged(cell)
        else:
            self._check_empty()
            if cell.has_formula:
                self._note(NO_VALUE)
        self._width += count

    def _fill_up(self) -> None:
        """Puts empty cells before a filled one, but never thousands for a lone one."""
        most = self._limits.columns
        gap = min(self._width, most) - len(self._values)
        self._values += [""] * gap

    def _check_empty(self) -> None:
        self._empty += 1
        if self._empty > self._limits.empty_cells + 10 * self._filled:
            raise UnreadableTable(
                N_("The sheet has millions of empty cells. Please save only the table.")
            )

    def _note_merged(self, cell: Cell) -> None:
        rows = _count(cell.attributes, "table:number-rows-spanned")
        columns = _count(cell.attributes, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            first = self._width + 1
            one = Merged(self._row, self._row + rows - 1, first, first + columns - 1)
            self.merged.setdefault(self._row, []).append(one)

    def _add_row(self) -> None:
        if not self._values:
            self._check_empty()
        if self._row <= LAST_ROW:
            self._tell_hidden()
            copies = 1
            if self._values:
                copies = min(self._copies, MOST_COPIES)
            if self._values and self._copies > copies:
                self._note(REPEATED)
            self.rows.append((self._row, copies, self._values))
        self._row += self._copies

    def _tell_hidden(self) -> None:
        if not self._values:
            return
        if self._hidden:
            self._note(HIDDEN)
        for columns in list(self._hidden_columns):
            if any(self._values[columns.start : columns.stop]):
                self._note(HIDDEN_COLUMN)
                self._hidden_columns.remove(columns)

    def _note(self, sentence: str) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes.append((self._row, sentence))


def _count(attributes, name: str) -> int:
    """A count that may be left out; no more than a sheet has rows."""
    text = attributes.get(name, "1")
    if text.isdecimal() and len(text) < 9:
        return max(1, min(int(text), LAST_ROW))
    return 1
