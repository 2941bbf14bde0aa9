"""Brings the database to this version's schema, one process at a time."""

from __future__ import annotations

import datetime as dt
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import peewee
from playhouse.migrations import Runner

from tracker.db import (
    DatabaseMisconfigured,
    analyze,
    is_sqlite,
    open_database,
    row_counts,
    verify,
)
from tracker.disk import open_private, touch_private
from tracker.experiments.reindex import CHUNK, reindex_if_outdated
from tracker.guidelines.models import install_defaults
from tracker.operations import ownership, postgres
from tracker.readiness.models.open_response import OLD_SHEETS, empty
from tracker.vocabulary.models import Synonym

MANY = 3_000  # attempts: from here on the search index takes seconds
ADVISORY_LOCK = 7_021_909  # any number, the same in every version

# The first step of the versions before the first release; this version has one step in
# the place of all theirs
UNRELEASED = "0001_the_house"


# The table of a database into which `tracker move` has not moved everything yet
UNFINISHED_MOVE = "unfinished_move"


class SchemaOutdated(Exception):
    """The database is older or newer than this version of the code."""


def migrate(
    db: peewee.Database, directory: Path, data: Path, *, copy: bool = True
) -> list[str]:
    """Apply pending migrations under a lock, after copying a database that holds data.

    A step that fails leaves no trace.

    Args:
        copy: Whether to copy the database first. Without it, only when somebody has
            backed it up otherwise.

    Returns:
        The names of the migrations applied.

    Raises:
        Unmigrated: The database was made by a newer version; it cannot be copied first;
            or it is not sound afterwards.
    """
    if is_sqlite(db) and db.database != ":memory:" and not Path(db.database).exists():
        # Never one that is open: closing it would drop SQLite's locks
        touch_private(Path(db.database))
    with db.connection_context(), _alone(db, data):
        verify(db)
        _refuse_half_moved(db)
        runner = Runner(db, str(directory))
        status = runner.status()
        if unknown := [m.name for m in status if m.path is None]:
            refuse_unreleased(db)
            raise SchemaOutdated(
                f"This database is newer than this version: it has {', '.join(unknown)}."
            )
        done = [m.name for m in status if m.applied]
        todo = [m.name for m in status if not m.applied]
        if todo:
            _refuse_without_rights(db)
        if done and todo:
            kept = None
            before = _counted(db)
            if copy:
                kept = _copied_aside(db, data, done[-1])
            applied = runner.up()
            _check(db, before, kept)
        else:
            applied = runner.up()
        install_defaults(at=dt.datetime.now(dt.UTC))
        Synonym.install()
        reindex_if_outdated(_tell)
        if done and todo:
            analyze(db)  # else an index that is new is not used within the hour
        return applied


def _tell(done: int, all: int) -> None:
    """A line every few thousand attempts: so many take a while."""
    if all > MANY and (done % MANY < CHUNK or done == all):
        click.echo(f"Writing the search index: {done:,} of {all:,} attempts.")


def pending(db: peewee.Database, directory: Path) -> list[str]:
    """Names of the migrations not yet applied, on an open connection."""
    return [m.name for m in Runner(db, str(directory)).status() if not m.applied]


MADE_BEFORE_RELEASE = (
    "This database was made by an earlier version that was never released. This version"
    " cannot bring it up to date."
)


def is_unreleased(db: peewee.Database) -> bool:
    """Whether a version before the first release made the database, on an open connection."""
    return UNRELEASED in Runner(db).applied()


def refuse_unreleased(db: peewee.Database) -> None:
    """Refuse a database of a version before the first release, on an open connection.

    Raises:
        Unmigrated: It is one.
    """
    if is_unreleased(db):
        raise SchemaOutdated(f"{MADE_BEFORE_RELEASE} {begin_anew(db)}")


def _refuse_half_moved(db: peewee.Database) -> None:
    if db.table_exists(UNFINISHED_MOVE):
        raise SchemaOutdated(
            "`tracker move` has not moved everything into this database yet: run it again, as"
            " it was."
        )


def _refuse_without_rights(db: peewee.Database) -> None:
    if is_sqlite(db):
        return
    for said, cure in ownership.missing_rights(db):
        raise DatabaseMisconfigured(f"{said} Let whoever owns it run: {cure}")


def begin_anew(db: peewee.Database) -> str:
    """Advice for a database that this version cannot use."""
    if is_sqlite(db):
        return (
            f"Move {db.database} to another place, with the files beside it, or set"
            " TRACKER_DATA to an empty folder; then start again."
        )
    return "Set DATABASE_URL to an empty database; then start again."


def newest(directory: Path) -> str:
    """The name of the last migration that this version knows."""
    return max(path.stem for path in directory.glob("[0-9]*.py"))


def current_revision(db: peewee.Database) -> str | None:
    """The name of the last migration that was applied, on an open connection."""
    return db.execute_sql("SELECT MAX(name) FROM schema_migration").fetchone()[0]


def _counted(db: peewee.Database) -> dict[str, int]:
    """Row counts of the product's own tables.

    Tables of others beside them may not even be readable.
    """
    if is_sqlite(db):
        return row_counts(db)
    return row_counts(db, among=ownership.tables(db))


def _copied_aside(db: peewee.Database, data: Path, last: str) -> Path:
    """A copy of the database as it stands but for a pulse that is open, readable by its
    owner only; a second try replaces it.
    """
    if is_sqlite(db):
        kept = data / f"before-migrating-from-{last}.sqlite"
        kept.unlink(missing_ok=True)
        touch_private(kept)
        db.execute_sql("VACUUM INTO ?", (str(kept),))
        copy = open_database(f"sqlite:///{kept}")
        with copy.connection_context():
            empty(copy)
    else:
        kept = data / f"before-migrating-from-{last}.dump"
        try:
            postgres.dump(db, db.url, touch_private(kept))
        except (postgres.ToolMissing, OSError) as error:
            raise SchemaOutdated(
                f"The database is copied before it is changed, and that failed: {error} "
                "If you have a backup of your own: tracker migrate --without-copy"
            ) from error
    return kept


def _check(db: peewee.Database, before: dict[str, int], kept: Path | None) -> None:
    """No row may be lost, but the old sheets of the pulse, and none may point to nothing."""
    after = _counted(db)
    lost = [
        table
        for table, rows in before.items()
        if after.get(table, 0) < rows and table != OLD_SHEETS
    ]
    broken = None
    if is_sqlite(db):
        broken = db.execute_sql("PRAGMA foreign_key_check").fetchone()
    if lost or broken:
        if lost:
            what = f"rows of {', '.join(lost)} were lost"
        else:
            what = f"a row of {broken[0]} points to nothing"
        raise SchemaOutdated(
            f"After migrating, {what}. Do not go on with it; the database as it was is"
            f" {kept or 'your own backup'}."
        )


@contextmanager
def _alone(db: peewee.Database, data: Path) -> Iterator[None]:
    if is_sqlite(db):
        with open_private(data / "migrate.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    # A page gives up after some seconds; whoever migrates waits for their turn
    db.execute_sql("SET lock_timeout = 0")
    db.execute_sql("SELECT pg_advisory_lock(%s)", (ADVISORY_LOCK,))
    try:
        yield
    finally:
        db.execute_sql("SELECT pg_advisory_unlock(%s)", (ADVISORY_LOCK,))
