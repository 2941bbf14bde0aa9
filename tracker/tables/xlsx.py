"""XLSX workbooks: one visible sheet, every cell as text."""

import posixpath

from tracker.tables.archive import DAMAGED
from tracker.tables.cell_formats import CellFormats, as_text, column_number
from tracker.tables.limits import N_, Limits, UnreadableTable
from tracker.tables.table import LinkedText
from tracker.tables.workbook import (
    HIDDEN,
    HIDDEN_COLUMN,
    LAST_ROW,
    MOST_NOTES,
    NO_VALUE,
    Workbook,
)
from tracker.tables.xlsx_overlay import MergedValues, Overlay, read_overlay
from tracker.tables.xlsx_parts import Contents, Link, Links, Texts

LAST_COLUMN = 16_384  # of any sheet, says the format


class Spreadsheet(Workbook):
    """One sheet of a workbook. Formulas are read as the values they had when it was saved."""

    kind = "xlsx"

    def _titles(self) -> list[str]:
        self._overlay = Overlay()
        self._targets: dict[str, str] = {}
        contents = self._read(
            Contents(), self._target("", "officeDocument") or "xl/workbook.xml"
        )
        links = self._links(contents.part)
        self._parts = {
            title: links[id].path
            for title, id in contents.sheets
            if id in links and links[id].kind == "worksheet"
        }
        self._formats = CellFormats()
        styles = self._target(contents.part, "styles")
        if styles in self._archive:
            self._read(self._formats, styles)
        self._formats.since_1904 = contents.since_1904
        self._shared = self._texts(self._target(contents.part, "sharedStrings"))
        return list(self._parts)

    def _turn_to(self, title: str) -> None:
        super()._turn_to(title)
        self.part = self._parts[title]

    def _prepare(self) -> None:
        self._overlay = read_overlay(self._watched(self.part))
        links = self._links(self.part, external=True)
        self._targets = {id: link.path for id, link in links.items()}

    def _watched(self, part: str):
        for chunk in self._archive.chunks(part, self.limits.unpacked_bytes):
            self._deadline.check()
            yield chunk

    def records(self):
        sheet = _Sheet(self._shared, self._formats, self.limits)
        merged = MergedValues(self._overlay.merged)
        self.notes = sheet.notes
        for fed in self._archive.parsed(self.part, sheet, self.limits.unpacked_bytes):
            self._fed = fed
            self._watch()
            if sheet.last_row:
                self.estimated_total = min(sheet.last_row, LAST_ROW) - 1
            rows = sheet.rows
            sheet.rows = []
            if rows and not self.estimated_total:
                # The sheet does not say: judge by its first rows
                self.estimated_total = round(
                    len(rows) / fed * self._archive.size(self.part)
                )
            for line, values in rows:
                self._link(line, values)
                yield line, merged.filled(line, values, self.limits.columns)

    def _link(self, line: int, values: list[str]) -> None:
        """Puts the address of a hyperlink behind the words of its cell."""
        if not self._overlay.links:
            return
        for place, text in enumerate(values, start=1):
            id = self._overlay.links.get((line, place), "")
            target = self._targets.get(id, "")
            if text and target.startswith(("http://", "https://")):
                values[place - 1] = LinkedText(text)
                values[place - 1].target = target

    def _texts(self, part: str) -> list[str]:
        texts = Texts(self.limits)
        if part in self._archive:
            return self._read(texts, part, self.limits.shared_bytes).found
        return []

    def _read(self, handler, part: str, most: int | None = None):
        for _ in self._archive.parsed(part, handler, most or self.limits.part_bytes):
            self._deadline.check()
        handler.part = part
        return handler

    def _links(self, part: str, external: bool = False) -> dict[str, Link]:
        folder, file = posixpath.split(part)
        links = posixpath.join(folder, "_rels", f"{file}.rels")
        if links in self._archive:
            return self._read(Links(folder, external), links).found
        return {}

    def _target(self, part: str, kind: str) -> str:
        for link in self._links(part).values():
            if link.kind == kind:
                return link.path
        return ""


class _Sheet(Texts):
    """The rows of a sheet as they come, each with its number."""

    def __init__(self, shared: list[str], formats: CellFormats, limits: Limits):
        super().__init__(limits)
        self._shared = shared
        self._formats = formats
        self.notes: list[tuple[int, str]] = []
        self._formula = False
        self.rows = []
        self.last_row = 0
        self._row = 0
        self._hidden = False
        self._hidden_columns: list[range] = []
        self._column = 0
        self._cells: dict[int, str] = {}
        self._kind = self._style = ""
        self._rows = self._empty = self._filled = 0

    def start(self, tag, attributes):
        if tag == "c":
            place = attributes.get("r")
            self._column = column_number(place) if place else self._column + 1
            if not 0 < self._column <= LAST_COLUMN:
                raise UnreadableTable(DAMAGED)
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "0")
            self._pieces = []
            self._formula = False
        elif tag == "v":
            self._open = True
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._rows += 1
            self._hidden = attributes.get("hidden") in ("1", "true")
            self._cells = {}
            self._column = 0
            if not 0 < self._row <= LAST_ROW or self._rows > LAST_ROW:
                raise UnreadableTable(DAMAGED)
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal():
                self._hidden_columns.append(range(int(first), int(last) + 1))
        elif tag == "dimension":
            last = (
                attributes.get("ref", "")
                .rpartition(":")[2]
                .lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            )
            self.last_row = int(last) if last.isdecimal() and len(last) < 9 else 0
        else:
            super().start(tag, attributes)

    def end(self, tag):
        if tag == "c":
            if value := self._value():
                self._cells[self._column] = value
                self._filled += 1
            else:
                self._empty += 1
                if self._formula and len(self.notes) < MOST_NOTES:
                    self.notes.append((self._row, NO_VALUE))
                if self._empty > self._limits.empty_cells + 10 * self._filled:
                    raise UnreadableTable(
                        N_(
                            "The sheet has millions of empty cells. Please save only the table."
                        )
                    )
        elif tag == "v":
            self._open = False
        elif tag == "row":
            self._empty += 1
            if self._hidden and self._cells and len(self.notes) < MOST_NOTES:
                self.notes.append((self._row, HIDDEN))
            if self._hidden_columns:
                self._tell_hidden_columns()
            self.rows.append((self._row, self._line()))
        elif tag != "si":
            super().end(tag)

    def _tell_hidden_columns(self) -> None:
        """Notes each run of hidden columns once, where something stands in them."""
        for columns in list(self._hidden_columns):
            if any(column in columns for column in self._cells):
                self.notes.append((self._row, HIDDEN_COLUMN))
                self._hidden_columns.remove(columns)

    def _value(self) -> str:
        text = self.taken()
        if self._kind == "s":
            number = int(text or -1)
            if not 0 <= number < len(self._shared):
                raise UnreadableTable(DAMAGED)
            return self._shared[number]
        if self._kind == "n" and text:
            return as_text(text, self._style, self._formats)
        if self._kind == "b":
            return {"1": "true", "0": "false"}.get(text, text)
        return text

    def _line(self) -> list[str]:
        # Cells far to the right follow at once: a lone one in the last column shall not
        # make 16,384 out of a row.
        most = self._limits.columns
        wide = [column for column in self._cells if column <= most]
        cells = [
            self._cells.get(column, "") for column in range(1, max(wide, default=0) + 1)
        ]
        if len(wide) == len(self._cells):
            return cells
        cells += [""] * (most - len(cells))
        return cells + [text for column, text in self._cells.items() if column > most]
