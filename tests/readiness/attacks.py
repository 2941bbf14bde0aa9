"""What somebody tries who has the database after a round was closed, and knows in which
order people answered.

Everybody's answers are told apart (`rounds.own_answers`), so a sheet that is linked to
a person is a promise broken.
"""

from __future__ import annotations

from pathlib import Path

from tracker.db import analyze, database, is_sqlite
from tracker.readiness.models.open_response import OPENED
from tracker.schema import MODELS

Sheets = list[str]  # keys of sheets, in the order an attacker reads them


def linked(found: Sheets, handed_in: list[str]) -> int:
    """How many sheets fall on the person who handed them in, read forwards or backwards.

    Args:
        found: Keys, in an attacker's order.
        handed_in: Keys of the same sheets, in the order in which people answered.
    """
    return max(
        sum(a == b for a, b in zip(order, handed_in, strict=True))
        for order in (found, found[::-1])
    )


def readings(table: str) -> dict[str, Sheets]:
    """Every order in which the sheets of a table can be read: by name of the attack."""
    return _of_sqlite(table) if is_sqlite() else _of_postgres(table)


def _of_sqlite(table: str) -> dict[str, Sheets]:
    keys = _column(f"SELECT key FROM {table}")
    image = files()["main"]
    return {
        "dump": keys,
        "place in the file": sorted(keys, key=lambda key: image.index(key.encode())),
    }


def _of_postgres(table: str) -> dict[str, Sheets]:
    with (
        database.cursor() as cursor,
        cursor.copy(f"COPY {table} (key) TO STDOUT") as copy,
    ):
        dumped = [row[0] for row in copy.rows()]
    ages = database.execute_sql(
        f"SELECT xmin::text::bigint, key FROM {table} ORDER BY key"
    ).fetchall()
    by_transaction = sorted(ages, key=lambda row: row[0])
    return {
        "dump": dumped,
        "ctid": _column(f"SELECT key FROM {table} ORDER BY ctid"),
        "xmin": [key for _, key in by_transaction],
    }


def transactions(table: str, pulse) -> set[int]:
    """The numbers of the transactions that wrote the rows of a closed round; SQLite keeps none."""
    numbers = (
        f"SELECT DISTINCT xmin::text::bigint FROM {table} WHERE pulse_id = {pulse.id}"
    )
    return set() if is_sqlite() else set(_column(numbers))


def files() -> dict[str, bytes]:
    """The files of the database, byte for byte; on PostgreSQL those of its tables and
    indexes, after a checkpoint.
    """
    if is_sqlite():
        path = Path(database.obj.database)
        return {"main": path.read_bytes()} | {
            end: _bytes(path, end) for end in ("-wal", "-journal")
        }
    database.execute_sql("CHECKPOINT")
    (folder,) = database.execute_sql(
        "SELECT current_setting('data_directory') || '/base/' || oid FROM pg_database WHERE datname"
        " = current_database()"
    ).fetchone()
    return {
        path.name: path.read_bytes()
        for path in Path(folder).iterdir()
        if path.is_file()
    }


def left_behind(words: list[str]) -> set[str]:
    """Which of these words still stand in any file of the database."""
    everything = b"".join(files().values())
    return {word for word in words if word.encode() in everything}


def samples() -> list:
    """What the planner noted of the tables that were open, had it looked at them while
    they were.
    """
    names = tuple(noun._meta.table_name for noun in OPENED)
    if is_sqlite():
        tables = _column(
            "SELECT name FROM sqlite_master WHERE name IN ('sqlite_stat1', 'sqlite_stat4')"
        )
        return [
            row
            for table in tables
            for row in database.execute_sql(
                f"SELECT * FROM {table} WHERE tbl IN {names}"
            )
        ]
    return database.execute_sql(
        f"SELECT tablename, attname FROM pg_stats WHERE tablename IN {names}"
    ).fetchall()


def look_at_sizes() -> None:
    """What the worker does every hour, in the middle of the round."""
    analyze()


def everything() -> dict[str, set]:
    """Every row of every table."""
    return {
        noun._meta.table_name: set(map(repr, noun.select().tuples())) for noun in MODELS
    }


def _column(sql: str) -> list:
    return [value for (value,) in database.execute_sql(sql).fetchall()]


def _bytes(path: Path, end: str) -> bytes:
    beside = path.with_name(path.name + end)
    return beside.read_bytes() if beside.exists() else b""
