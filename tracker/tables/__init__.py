"""Table files, honest or hostile: read row by row in bounded time and memory, and
written so that they harm nobody.

A leaf beside `tracker.db`: no Flask, no database. `open_table` reads CSV, TSV (either
may be gzipped), XLSX and ODS, and refuses everything else with one sentence (`UnreadableTable`);
`write_csv` and `write_xlsx` write what spreadsheets show as text.
"""

from tracker.tables.formula_injection import defused, plain
from tracker.tables.limits import Limits, UnreadableTable
from tracker.tables.notation import INTERNATIONAL, Labelled, Notation, TableColumn
from tracker.tables.open import open_table
from tracker.tables.table import SURPLUS, LinkedText, NumberText, Table
from tracker.tables.write import csv_chunks, write_csv, write_xlsx

__all__ = [
    "INTERNATIONAL",
    "SURPLUS",
    "Labelled",
    "Limits",
    "LinkedText",
    "Notation",
    "NumberText",
    "Table",
    "TableColumn",
    "UnreadableTable",
    "csv_chunks",
    "defused",
    "open_table",
    "plain",
    "write_csv",
    "write_xlsx",
]
