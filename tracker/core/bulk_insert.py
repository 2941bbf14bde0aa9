"""Inserting many rows of one table at once.

Building a statement of many rows costs more than running it. So its text is built once
for SQLite, and PostgreSQL copies. SQLite's search index is written to the disk at the
end of each statement: `executemany`, a statement for each row, takes four times as long.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain, repeat

import peewee

from tracker.db import BaseModel, PublicId, chunked, is_sqlite
from tracker.drawn_id import DrawnId, free_ids

# Both databases take values of these types as they are
AS_THEY_ARE = frozenset((str, int, float, bool, type(None)))
ROWS = 64  # of a statement on SQLite, which keeps it compiled
SEARCHED_ROWS = 500  # of a table with a search index
VALUES = 32_000  # of a statement; SQLite takes 32,766
UNCHANGED = (peewee.Field.db_value, peewee.ForeignKeyField.db_value)


def insert_rows(
    model: type[BaseModel],
    rows: list[dict],
    *,
    same: Mapping | None = None,
    at_once: int = ROWS,
) -> list[int] | None:
    """Insert rows of the same fields; returns their ids if the model draws them.

    Fields that are left out get the defaults of the model. Call it in a transaction.

    Args:
        same: Fields that have the same value in all rows; those of a row go first.
        at_once: How many rows a statement on SQLite takes; `SEARCHED_ROWS` for a table
            with a search index.

    Raises:
        peewee.IntegrityError: A row does not fit.
    """
    if not rows:
        return None
    meta = model._meta
    same = same or {}
    values = {
        name: _converted(meta.fields[name], [row[name] for row in rows])
        for name in rows[0]
    }
    if issubclass(model, DrawnId):
        values["id"] = free_ids(model, len(rows))
    shared = {}
    for field in meta.sorted_fields:
        if field.name in values:
            continue
        if isinstance(field, PublicId):
            values[field.name] = [field.default() for _ in rows]
        elif field.name in same or field in meta.defaults:
            value = same.get(field.name, meta.defaults.get(field))
            if callable(value):
                value = value()
            shared[field.name] = _converted(field, [value])[0]
    columns = {meta.fields[name].column_name: values[name] for name in values}
    shared = {meta.fields[name].column_name: shared[name] for name in shared}
    _write(meta.database, meta.table_name, columns, shared, at_once)
    return values.get("id")


def _converted(field: peewee.Field, values: list) -> list:
    """The values of one column as the database takes them."""
    if type(field).db_value in UNCHANGED and AS_THEY_ARE.issuperset(map(type, values)):
        return values
    if isinstance(field, peewee.JSONField):
        return list(map(json.dumps, values))
    known = {value: _written(field.db_value(value)) for value in set(values)}
    return [known[value] for value in values]


def _written(value):
    """A day or a moment as text, which neither driver has to convert again."""
    if isinstance(value, dt.date):
        return str(value)
    return value


def _write(
    db: peewee.Database,
    table: str,
    columns: dict[str, list],
    shared: dict[str, object],
    at_once: int,
) -> None:
    db.note_write(table)
    with peewee.__exception_wrapper__:
        cursor = db.cursor()
        if is_sqlite(db):
            _write_sqlite(cursor, table, columns, shared, at_once)
            return
        names = ", ".join(f'"{column}"' for column in (*columns, *shared))
        every = map(repeat, shared.values())
        with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in zip(*columns.values(), *every, strict=False):
                copy.write_row(row)


def _write_sqlite(
    cursor, table: str, columns: dict[str, list], shared: dict, at_once: int
) -> None:
    """Insert rows; what they share is bound once for all rows of a statement."""
    empty = [name for name, values in columns.items() if not _is_filled(values)]
    shared = shared | dict.fromkeys(empty)
    names = tuple(name for name in columns if name not in shared)
    written = list(zip(*(columns[name] for name in names), strict=True))
    for some in chunked(written, min(at_once, (VALUES - len(shared)) // len(names))):
        cursor.execute(
            _statement(table, tuple(shared), names, len(some)),
            [*shared.values(), *chain.from_iterable(some)],
        )


def _is_filled(values: list) -> bool:
    return any(value is not None for value in values)


@lru_cache(maxsize=256)
def _statement(
    table: str, shared: tuple[str, ...], columns: tuple[str, ...], rows: int
) -> str:
    names = ", ".join(f'"{column}"' for column in shared + columns)
    places = [f"?{number}" for number in range(1, len(shared) + 1)]
    place = f"({', '.join(places + ['?'] * len(columns))})"
    return f'INSERT INTO "{table}" ({names}) VALUES {", ".join([place] * rows)}'
