"""Writes spreadsheets row by row."""

import csv
import datetime
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence

from tracker.tables.formula_injection import defused, defused_throughout

LONGEST_CELL = 32_767  # characters, in any XLSX


def csv_chunks(columns: Sequence[str], rows: Iterable[Sequence]) -> Iterator[bytes]:
    """A CSV file piece by piece, for an answer that is sent while it is made.

    UTF-8 with a byte order mark, without which Excel shows æøå as Ã¦Ã¸Ã¥; commas and
    CRLF, as RFC 4180 has it and every other reader expects (a Danish Excel that is
    double-clicked would want semicolons: it has the XLSX).
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write("\ufeff")
    for row in itertools.chain([columns], rows):
        writer.writerow(
            [_written(value, opens_row=not place) for place, value in enumerate(row)]
        )
        if buffer.tell() > 64_000:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def write_csv(file, columns: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Writes a CSV to a binary file; see `csv_chunks`."""
    for chunk in csv_chunks(columns, rows):
        file.write(chunk)


def write_xlsx(
    file, columns: Sequence[str], rows: Iterable[Sequence], title: str = "Sheet"
) -> None:
    """Writes an XLSX to a binary file.

    Numbers and dates stay what they are; a text beyond what a cell holds ends in …
    """
    from openpyxl import Workbook  # slow to import, and most of what runs never exports

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(name) for name in columns])
    for row in rows:
        sheet.append([_cell(value) for value in row])
    book.save(file)


def _written(value, opens_row: bool):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return defused_throughout(value, opens_row)


def _cell(value):
    if isinstance(value, datetime.datetime) and value.tzinfo:
        return value.isoformat()  # a spreadsheet has no time zones
    if not isinstance(value, str):
        return value
    value = defused(value)
    if len(value) <= LONGEST_CELL:
        return value
    return value[: LONGEST_CELL - 1] + "…"
