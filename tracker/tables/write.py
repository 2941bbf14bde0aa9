"""Writes spreadsheets row by row."""

import csv
import datetime
import io
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from tracker.tables.formula_injection import defused, defused_throughout
from tracker.tables.notation import INTERNATIONAL, Notation, as_columns

LONGEST_CELL = 32_767  # characters, in any XLSX
# What a workbook writes for a sign, and a person may have typed: _x000D_
ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}(?=_)")
# The date format that each reader sees in the way of their own country
LOCAL_DAY = "mm-dd-yy"


def csv_chunks(
    columns: Sequence, rows: Iterable[Sequence], notation: Notation = INTERNATIONAL
) -> Iterator[bytes]:
    """A CSV file piece by piece, for an answer that is sent while it is made.

    UTF-8 with a byte order mark, without which Excel shows æøå as Ã¦Ã¸Ã¥; CRLF, as
    RFC 4180 has it.

    Args:
        columns: `TableColumn`s, or names.
        notation: The separators, headings and words.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=notation.delimiter, lineterminator="\r\n")
    buffer.write("\ufeff")
    headings = [notation.heading(column) for column in as_columns(columns)]
    for row in itertools.chain([headings], rows):
        writer.writerow(
            [
                _written(value, notation, opens_row=not place)
                for place, value in enumerate(row)
            ]
        )
        if buffer.tell() > 64_000:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def write_csv(
    file,
    columns: Sequence,
    rows: Iterable[Sequence],
    notation: Notation = INTERNATIONAL,
) -> None:
    """Writes a CSV to a binary file; see `csv_chunks`."""
    for chunk in csv_chunks(columns, rows, notation):
        file.write(chunk)


def write_xlsx(
    file,
    columns: Sequence,
    rows: Iterable[Sequence],
    title: str = "Sheet",
    notation: Notation = INTERNATIONAL,
    link: tuple[str, Callable[[Sequence], str]] | None = None,
) -> None:
    """Writes an XLSX to a binary file.

    Numbers and dates stay what they are; a text beyond what a cell holds ends in …

    Args:
        link: Name of the column whose cells are links, and a function from a row to the
            address.
    """
    from openpyxl import Workbook  # slow to import, and most of what runs never exports

    columns = as_columns(columns)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns):
        sheet.column_dimensions[_letter(place)].width = column.width
    cells = _Cells(sheet, notation)
    sheet.append([cells.heading(notation.heading(column)) for column in columns])
    names = [column.name for column in columns]
    for row in rows:
        made = [cells.cell(value) for value in row]
        if link:
            place = names.index(link[0])
            made[place] = cells.linked(made[place], link[1](row))
        sheet.append(made)
    book.save(file)


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(place + 1)


class _Cells:
    """Makes the cells of a sheet that need more than a value."""

    def __init__(self, sheet, notation: Notation):
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font

        self._sheet = sheet
        self._new = WriteOnlyCell
        self._notation = notation
        self._bold = Font(bold=True)
        self._underlined = Font(underline="single", color="1F5F7A")

    def heading(self, text: str):
        cell = self._new(self._sheet, value=_cell(text))
        cell.font = self._bold
        return cell

    def cell(self, value):
        if isinstance(value, datetime.date) and not isinstance(
            value, datetime.datetime
        ):
            cell = self._new(self._sheet, value=value)
            cell.number_format = LOCAL_DAY
            return cell
        if isinstance(value, bool) and not self._notation.said:
            return value
        return _cell(self._notation.cell(value))

    def linked(self, value, address: str):
        if not value:
            return value
        cell = self._new(self._sheet, value=value)
        cell.hyperlink = address
        cell.font = self._underlined
        return cell


def _written(value, notation: Notation, opens_row: bool):
    if isinstance(value, float):
        return notation.text(value)
    return defused_throughout(notation.text(value), opens_row, notation.delimiter)


def _cell(value):
    if isinstance(value, datetime.datetime) and value.tzinfo:
        return value.isoformat()  # a spreadsheet has no time zones
    if not isinstance(value, str):
        return value
    value = defused(value)
    if len(value) > LONGEST_CELL:
        value = value[: LONGEST_CELL - 1] + "…"
    return ESCAPED.sub(r"_x005F\g<0>", value)
