"""Bringing a database to this version's schema, one caller at a time."""

from __future__ import annotations

import datetime as dt
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee
from playhouse.migrations import Runner

from tracker.db import is_sqlite, verify
from tracker.guidelines.models import plant

ADVISORY_LOCK = 7_021_909  # any number, the same in every version


class Unmigrated(Exception):
    """The database is older or newer than this version of the code."""


def migrate(db: peewee.Database, directory: Path, data: Path) -> list[str]:
    """Apply what is pending, under a lock, after a copy of a SQLite database that already holds something.

    Returns:
        The names of the migrations applied.

    Raises:
        Unmigrated: The database was made by a newer version.
    """
    with db.connection_context(), _alone(db, data):
        verify(db)
        runner = Runner(db, str(directory))
        status = runner.status()
        if unknown := [m.name for m in status if m.path is None]:
            raise Unmigrated(f"This database is newer than this version: it has {', '.join(unknown)}.")
        if any(not m.applied for m in status) and any(m.applied for m in status):
            _copy_aside(db, data, status)
        applied = runner.up()
        plant(at=dt.datetime.now(dt.UTC))
        return applied


def pending(db: peewee.Database, directory: Path) -> list[str]:
    """Names of the migrations not yet applied, on an open connection."""
    return [m.name for m in Runner(db, str(directory)).status() if not m.applied]


def _copy_aside(db: peewee.Database, data: Path, status) -> None:
    if is_sqlite(db):
        last = [m.name for m in status if m.applied][-1]
        copy = data / f"before-migrating-from-{last}.sqlite"
        copy.unlink(missing_ok=True)
        db.execute_sql("VACUUM INTO ?", (str(copy),))


@contextmanager
def _alone(db: peewee.Database, data: Path) -> Iterator[None]:
    if is_sqlite(db):
        with (data / "migrate.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    db.execute_sql("SELECT pg_advisory_lock(%s)", (ADVISORY_LOCK,))
    try:
        yield
    finally:
        db.execute_sql("SELECT pg_advisory_unlock(%s)", (ADVISORY_LOCK,))
