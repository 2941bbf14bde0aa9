"""XLSX workbooks: the first visible sheet, every cell as text."""

import posixpath

from tracker.tables.archive import DAMAGED, Archive
from tracker.tables.cell_formats import DateFormats, as_text, column_number
from tracker.tables.limits import N_, Deadline, Limits, NotATable
from tracker.tables.table import Table
from tracker.tables.xlsx_parts import Links, Texts, Workbook

# of any sheet, says the format
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


class Spreadsheet(Table):
    """One sheet of a workbook. Formulas are read as the values they had when it was saved."""

    kind = "xlsx"

    def __init__(self, file, name: str, limits: Limits, size: int, deadline: Deadline):
        super().__init__(file, name, limits)
        self._archive = Archive(file, limits, size)
        self._deadline = deadline
        self._fed = 0
        workbook = self._read(
            Workbook(), self._target("", "officeDocument") or "xl/workbook.xml"
        )
        links = self._links(workbook.part)
        sheets = [
            (title, links[id][0])
            for title, id in workbook.sheets
            if id in links and links[id][1] == "worksheet"
        ]
        if not sheets:
            raise NotATable(N_("The workbook has no sheet that can be read."))
        self.sheet, self._part = sheets[0]
        styles = self._target(workbook.part, "styles")
        self._dates = (
            self._read(DateFormats(), styles)
            if styles in self._archive
            else DateFormats()
        )
        self._dates.since_1904 = workbook.since_1904
        self._shared = self._texts(self._target(workbook.part, "sharedStrings"))
        self.read_header()
        self._deadline = None

    @property
    def position(self) -> float:
        return min(1.0, self._fed / max(self._archive.size(self._part), 1))

    def records(self):
        sheet = _Sheet(self._shared, self._dates, self.limits)
        for fed in self._archive.parsed(self._part, sheet, self.limits.unpacked_bytes):
            self._fed = fed
            if self._deadline:
                self._deadline.check()
            if sheet.last_row:
                self.estimated_total = min(sheet.last_row, LAST_ROW) - 1
            rows = sheet.rows
            sheet.rows = []
            if (
                rows and not self.estimated_total
            ):  # the sheet does not say: judge by its first rows
                self.estimated_total = round(
                    len(rows) / fed * self._archive.size(self._part)
                )
            yield from rows

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

    def _links(self, part: str) -> dict[str, tuple[str, str]]:
        folder, file = posixpath.split(part)
        links = posixpath.join(folder, "_rels", f"{file}.rels")
        if links in self._archive:
            return self._read(Links(folder), links).found
        return {}

    def _target(self, part: str, kind: str) -> str:
        return next(
            (
                target
                for target, its_kind in self._links(part).values()
                if its_kind == kind
            ),
            "",
        )


class _Sheet(Texts):
    """The rows of a sheet as they come, each with its number."""

    def __init__(self, shared: list[str], dates: DateFormats, limits: Limits):
        super().__init__(limits)
        self._shared = shared
        self._dates = dates
        self.rows = []
        self.last_row = 0
        self._row = 0
        self._column = 0
        self._cells: dict[int, str] = {}
        self._kind = self._style = ""
        self._rows = self._empty = self._filled = 0

    def start(self, tag, attributes):
        if tag == "c":
            place = attributes.get("r")
            self._column = column_number(place) if place else self._column + 1
            if not 0 < self._column <= LAST_COLUMN:
                raise NotATable(DAMAGED)
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "0")
            self._pieces = []
        elif tag == "v":
            self._open = True
        elif tag == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._rows += 1
            self._cells = {}
            self._column = 0
            if not 0 < self._row <= LAST_ROW or self._rows > LAST_ROW:
                raise NotATable(DAMAGED)
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
                if self._empty > self._limits.empty_cells + 10 * self._filled:
                    raise NotATable(
                        N_(
                            "The sheet has millions of empty cells. Please save only the table."
                        )
                    )
        elif tag == "v":
            self._open = False
        elif tag == "row":
            self._empty += 1
            self.rows.append((self._row, self._line()))
        elif tag != "si":
            super().end(tag)

    def _value(self) -> str:
        text = self.taken()
        if self._kind == "s":
            number = int(text or -1)
            if not 0 <= number < len(self._shared):
                raise NotATable(DAMAGED)
            return self._shared[number]
        if self._kind == "n" and text:
            return as_text(text, self._style, self._dates)
        if self._kind == "b":
            return {"1": "true", "0": "false"}.get(text, text)
        return text

    def _line(self) -> list[str]:
        # Cells far to the right follow at once: a lone one in the last column shall not
        # make 16,384 out of a row.
        wide = [column for column in self._cells if column <= self._limits.columns]
        cells = [
            self._cells.get(column, "") for column in range(1, max(wide, default=0) + 1)
        ]
        cells += (
            [""] * (self._limits.columns - len(cells))
            if len(wide) < len(self._cells)
            else []
        )
        return cells + [
            self._cells[column]
            for column in self._cells
            if column > self._limits.columns
        ]
