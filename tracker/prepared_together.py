"""Asks several prepared queries in one statement.

A page needs a dozen small answers about one thing. Asked one by one, each costs a way to
the database and back; asked together, each is a column of one row, as JSON. They are kept
as if each had been asked alone, so whoever asks afterwards need not know.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from tracker.cache import Rows, keep_rows, kept_rows, place_of_rows
from tracker.db import database, is_sqlite
from tracker.prepared import BuiltQuery, Question
from tracker.table_revision import request_tokens

BYTES_OF_A_VALUE = 50  # beside its letters
MOST_COLUMNS = 90  # in one JSON array: PostgreSQL's function takes a hundred values


def ask_together(questions: Iterable[Question]) -> None:
    """Ask what is not kept yet of these questions, in one statement.

    Does nothing outside a request and in a transaction, where nothing is kept. A query
    that was never asked in this process is left out: how to read its answer is not known.
    """
    db = database.obj
    if request_tokens.get() is None or db.is_in_transaction():
        return
    missing = {}
    for query, values, first in questions:
        built = query.built(type(db))
        if built.tables and built.readers is not None:
            filled = built.filled(values)
            place = place_of_rows((query, first, *filled), built.tables)
            if kept_rows(place) is None:
                missing[place] = (built, filled, first)
    if len(missing) < 2:
        return
    sql = _text(
        is_sqlite(),
        tuple(
            (built.sql, len(built.readers), first)
            for built, _, first in missing.values()
        ),
    )
    values = [value for _, filled, _ in missing.values() for value in filled]
    answers = db.execute_sql(sql, values).fetchone()
    for (place, (built, _, first)), answer in zip(
        missing.items(), answers, strict=True
    ):
        rows = _read(built, answer, first)
        size = len(answer or "") + BYTES_OF_A_VALUE * len(rows) * len(built.readers)
        keep_rows(place, rows, size)


@lru_cache(maxsize=500)
def _text(sqlite: bool, parts: tuple[tuple[str, int, bool], ...]) -> str:
    """A statement with the answer to each query as a column of its only row.

    Args:
        parts: The text of each query, how many columns it has, and whether only its
            first row is asked for.
    """
    named, columns = [], []
    for n, (sql, width, first) in enumerate(parts):
        names = [f'"c{n}"' for n in range(width)]
        named.append(f'"q{n}" ({", ".join(names)}) AS ({sql})')
        row = _array(sqlite, names)
        if first:
            columns.append(f'(SELECT CAST({row} AS TEXT) FROM "q{n}" LIMIT 1)')
        else:
            together = "json_group_array" if sqlite else "json_agg"
            columns.append(f'(SELECT CAST({together}({row}) AS TEXT) FROM "q{n}")')
    # It begins with the word by which a statement that only reads is known
    together = f"WITH {', '.join(named)} SELECT {', '.join(columns)}"
    return f'SELECT * FROM ({together}) AS "together"'


def _array(sqlite: bool, names: list[str]) -> str:
    """A JSON array of columns; where there are many, of arrays of them."""
    make = "json_array" if sqlite else "json_build_array"
    arrays = [
        f"{make}({', '.join(names[n : n + MOST_COLUMNS])})"
        for n in range(0, len(names), MOST_COLUMNS)
    ]
    if len(arrays) == 1:
        return arrays[0]
    return f"{make}({', '.join(arrays)})"


def _read(built: BuiltQuery, answer: str | None, first: bool) -> Rows:
    """The rows that the driver would have given."""
    if answer is None:
        return Rows()
    if first:
        answer = f"[{answer}]"
    # Of PostgreSQL's numbers their types tell which they are
    is_typed = any(built.readers)
    rows = json.loads(answer, parse_float=Decimal if is_typed else None)
    if len(built.readers) > MOST_COLUMNS:
        rows = map(chain.from_iterable, rows)
    if is_typed:
        rows = (_row(built, row) for row in rows)
    return Rows(map(tuple, rows))


def _row(built: BuiltQuery, row: Iterable) -> Iterable:
    return (
        value if reader is None or value is None else reader(value)
        for value, reader in zip(row, built.readers, strict=True)
    )
