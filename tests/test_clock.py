"""One clock: nothing asks the database what time it is but the guard of the audit log."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sources import parsed, texts_in
from tests.test_schema import sqlite_catalogue
from tracker.db import is_sqlite

HOME = Path(__file__).parent.parent
# SQL words that read a clock; fn.NOW() and the like count too, strftime and julianday
# of a column do not.
SQL_CLOCK = re.compile(
    r"\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)"
    r"|\bcurrent_(?:timestamp|time|date)\b|\blocal(?:timestamp|time)\b"
    r"|\b(?:date|time|datetime|julianday|unixepoch|strftime)\s*\([^)]*'now'"
    r"|\b(?:date|time|datetime|julianday|unixepoch)\s*\(\s*\)|'now'",
    re.IGNORECASE,
)
# Without one of them, whole or in pieces, no text says any of that: such code is not parsed
CLOCKS = "now( 'now' current_ timestamp( timeofday localtime date() time() julianday() unixepoch()"
CLOCKS = CLOCKS.split()
GUARD = {
    "tracker/audit/models.py",
    "migrations/0001_initial/postgresql.sql",
    "migrations/0001_initial/sqlite.sql",
}
GUARDS = re.compile(r"audit_event_stays")


def test_no_sql_reads_the_databases_clock():
    """Texts in the code: what is SQL is not told apart from what is not, since nothing
    else says such words.
    """
    found = {path for path, text in _texts() if SQL_CLOCK.search(text)}
    assert found == GUARD, (
        "pass the time in: the database's clock stands elsewhere than a test's"
    )
    assert not [
        path
        for path, code in _codes()
        if re.search(r"\bfn\.(?i:now|current_\w+|clock_timestamp)\b", code)
    ]


@pytest.mark.both_databases("append_only")
def test_no_trigger_and_no_default_reads_it(rows):
    found = {name for name, sql in _stored(rows) if sql and SQL_CLOCK.search(sql)}
    assert found and all(GUARDS.search(name) for name in found), found


def test_a_clock_in_sql_is_seen():
    read = [
        "SELECT now()",
        "DEFAULT CURRENT_TIMESTAMP",
        "datetime('now', '-1 day')",
        "julianday()",
        "strftime('%s','now')",
    ]
    assert all(SQL_CLOCK.search(sql) and _may_say_it(sql) for sql in read)
    assert not any(
        SQL_CLOCK.search(sql)
        for sql in [
            "julianday(due_on)",
            "strftime('%Y', at)",
            "what they know (now) of it",
        ]
    )


def _texts():
    """Every text in the product's code and in its migrations, docstrings aside."""
    for path, code in _codes():
        if _may_say_it(code):
            for text in texts_in(parsed(code)):
                yield path, text
    for path in sorted((HOME / "migrations").rglob("*.sql")):
        yield path.relative_to(HOME).as_posix(), path.read_text()


def _may_say_it(code: str) -> bool:
    whole = "".join(code.lower().split())
    pieces = whole.replace('""', "").replace('"f"', "")
    return any(word in whole or word in pieces for word in CLOCKS)


def _codes():
    for folder in ("tracker", "migrations"):
        for path in sorted((HOME / folder).rglob("*.py")):
            yield path.relative_to(HOME).as_posix(), path.read_text()


def _stored(db):
    """Name and words of everything in the database that may read a clock."""
    if is_sqlite():
        return [(name, " ".join(parts)) for name, parts in sqlite_catalogue(db).items()]
    functions = "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    defaults = (
        "SELECT table_name || '.' || column_name, column_default"
        " FROM information_schema.columns WHERE table_schema = 'public'"
    )
    checks = (
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace ="
        " 'public'::regnamespace"
    )
    return [
        row
        for sql in (functions, defaults, checks)
        for row in db.execute_sql(sql).fetchall()
    ]
