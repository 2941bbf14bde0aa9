"""Copies the rows of tables from one database to another, and compares them row by row.

The two may be of different kinds. Values are compared as Python has them, so a moment
is the same whether it was kept as a text or as a timestamp.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

import peewee

from tracker.db import is_sqlite
from tracker.schema import MODELS

CHUNK = 1_000
# They follow the transactions of their own database
LEFT_OUT = ("index_change",)
TEXT_TYPES = ("VARCHAR", "CHAR", "TEXT")


@dataclass(frozen=True)
class Table:
    """A table of the product, as both databases have it.

    Attributes:
        fields: Its columns, in an order that is the same in both.
        key: Places of the columns of its primary key.
    """

    name: str
    fields: tuple[peewee.Field, ...]
    key: tuple[int, ...]

    @classmethod
    def of(cls, model: type[peewee.Model]) -> Table:
        fields = tuple(model._meta.sorted_fields)
        keys = model._meta.get_primary_keys()
        places = tuple(fields.index(field) for field in keys)
        return cls(model._meta.table_name, fields, places)

    @property
    def columns(self) -> str:
        return ", ".join(f'"{field.column_name}"' for field in self.fields)

    def order(self, db: peewee.Database) -> str:
        """Its key as the order of a query; texts byte by byte, as SQLite sorts them."""
        parts = []
        for place in self.key:
            field = self.fields[place]
            collation = ""
            if not is_sqlite(db) and field.field_type in TEXT_TYPES:
                collation = ' COLLATE "C"'
            parts.append(f'"{field.column_name}"{collation}')
        return ", ".join(parts)

    def key_of(self, row: Sequence) -> str:
        """The primary key of a row, for a message."""
        return " ".join(str(row[place]) for place in self.key)


TABLES = [Table.of(model) for model in MODELS if model._meta.table_name not in LEFT_OUT]


def rows_of(db: peewee.Database, table: Table, skip: int = 0) -> Iterator[list]:
    """The rows of a table in the order of its key, without the first `skip` of them.

    On PostgreSQL it wants an open transaction, which holds the cursor.
    """
    sql = f'SELECT {table.columns} FROM "{table.name}" ORDER BY {table.order(db)}'
    if is_sqlite(db):
        cursor = db.connection().cursor()
        readers = [_reader(field) for field in table.fields]
        cursor.execute(f"{sql} LIMIT -1 OFFSET {skip}")
    else:
        cursor = db.connection().cursor(name="transfer")
        readers = [_unchanged] * len(table.fields)
        cursor.execute(f"{sql} OFFSET {skip}")
    try:
        while some := cursor.fetchmany(CHUNK):
            for row in some:
                yield [read(value) for read, value in zip(readers, row, strict=True)]
    finally:
        cursor.close()


def count(db: peewee.Database, table: Table) -> int:
    """How many rows a table has."""
    rows = db.execute_sql(f'SELECT COUNT(*) FROM "{table.name}"')
    return rows.fetchone()[0]


def copy_rows(
    source: peewee.Database,
    target: peewee.Database,
    table: Table,
    skip: int,
    note: Callable[[int], None],
) -> None:
    """Copy the rows after the first `skip`, in transactions of some each.

    Args:
        note: Called in each transaction, before its end, with how many it copied.
    """
    rows = rows_of(source, table, skip)
    while some := list(islice(rows, CHUNK)):
        with target.atomic():
            _insert(target, table, some)
            note(len(some))


def difference(
    source: peewee.Database, target: peewee.Database, table: Table
) -> str | None:
    """The key of the first row that is not the same in both; None if all are."""
    pairs = zip_longest(rows_of(source, table), rows_of(target, table))
    for ours, theirs in pairs:
        if ours != theirs:
            return table.key_of(ours or theirs)
    return None


def _insert(target: peewee.Database, table: Table, rows: list[list]) -> None:
    """Insert rows; past `execute_sql`, which would give the tables other tokens."""
    is_json = [isinstance(field, peewee.JSONField) for field in table.fields]
    prepared = [
        [
            _as_json(value) if jsonlike else value
            for value, jsonlike in zip(row, is_json, strict=True)
        ]
        for row in rows
    ]
    cursor = target.connection().cursor()
    if not is_sqlite(target):
        with cursor.copy(f'COPY "{table.name}" ({table.columns}) FROM STDIN') as copy:
            for row in prepared:
                copy.write_row(row)
        return
    places = ", ".join("?" * len(table.fields))
    cursor.executemany(
        f'INSERT INTO "{table.name}" ({table.columns}) VALUES ({places})',
        [[_for_sqlite(value) for value in row] for row in prepared],
    )


def _reader(field: peewee.Field) -> Callable[[Any], Any]:
    """What turns a value of SQLite into that which PostgreSQL gives."""
    if isinstance(field, peewee.JSONField):
        return _or_none(json.loads)
    if isinstance(field, peewee.DateTimeField):
        return _or_none(dt.datetime.fromisoformat)
    if isinstance(field, peewee.DateField):
        return _or_none(dt.date.fromisoformat)
    if isinstance(field, peewee.BooleanField):
        return _or_none(bool)
    return _unchanged


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def reader(value):
        if value is None:
            return None
        return read(value)

    return reader


def _unchanged(value):
    if isinstance(value, memoryview):
        return bytes(value)
    return value


def _as_json(value) -> str | None:
    """JSON as SQLite keeps it; None for no value at all."""
    if value is None:
        return None
    return json.dumps(value, separators=(",", ":"))


def _for_sqlite(value):
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
