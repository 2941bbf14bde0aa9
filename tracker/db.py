"""The database, SQLite or PostgreSQL from one URL, and BaseModel, the base of every model."""

from __future__ import annotations

import time
from collections.abc import Collection
from contextlib import contextmanager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import peewee

from tracker import database_url
from tracker.append_only import AppendOnly as AppendOnly

# The types of columns are imported from here, as BaseModel is
from tracker.columns import LARGEST_PUBLIC_ID as LARGEST_PUBLIC_ID
from tracker.columns import CheckedCharField as CheckedCharField
from tracker.columns import EnumCharField as EnumCharField
from tracker.columns import LateForeignKey as LateForeignKey
from tracker.columns import PublicId as PublicId
from tracker.columns import UTCDateTimeField as UTCDateTimeField
from tracker.columns import may_contain as may_contain
from tracker.prepared_insert import PreparedInserts
from tracker.request_times import TimedQueries
from tracker.sqlite_values import register_adapters
from tracker.table_revision import RevisedTables
from tracker.wait_budget import WaitBudget as WaitBudget
from tracker.wait_budget import wait_budget as wait_budget
from tracker.write_queue import SqliteInTurn

database = peewee.DatabaseProxy()
_kept: list = []  # connections that stay open for as long as the process lives

# A database that cannot be reached, or that takes nothing in. PostgreSQL calls a
# read-only one an internal error.
DATABASE_ERRORS = (peewee.OperationalError, peewee.InternalError)

# A misspelt pragma is silently ignored, so each is read back by `verify`. The values
# are as SQLite gives them back.
PRAGMAS = {
    "journal_mode": "wal",
    # FULL: an answered write survives the machine, not only the process
    "synchronous": 2,
    "foreign_keys": 1,
    # Of each connection that a thread keeps, so of many at once: beside it the machine's
    # own cache holds the file, once for all of them
    "cache_size": -2000,
    "temp_store": 2,
    "journal_size_limit": 200_000_000,
    "mmap_size": 0,
    "trusted_schema": 0,
    # What is deleted is overwritten: a pulse's invitations, somebody who asked to be forgotten
    "secure_delete": 1,
    # Without it INSERT OR REPLACE walks past an append-only trigger
    "recursive_triggers": 1,
}

# Others' tables beside them are theirs to analyze
OWN_TABLES = """
SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables
WHERE schemaname = current_schema() AND pg_has_role(tableowner, 'USAGE')
"""
WAIT = 10  # seconds that a write waits for another to end, before the page says so

# Wait for nobody; and in a transaction that has failed, PostgreSQL lets nothing go
# before them, no setting either.
ENDS_OR_MARKS = ("ROLLBACK", "COMMIT", "SAVEPOINT", "RELEASE")


class BoundedWaits(TimedQueries):
    """Mixin of a database: subtracts the time that a statement waits from the WaitBudget."""

    def execute_sql(self, sql, params=None):
        ours = wait_budget.get()
        verb = sql.split(None, 1)[0].rstrip(";").upper()
        if (
            ours is None
            or verb in ENDS_OR_MARKS
            or (verb in ("SELECT", "PRAGMA") and "FOR UPDATE" not in sql)
        ):
            if ours and verb == "ROLLBACK":
                # PostgreSQL takes the setting back with what was written
                ours.changed = True
            return super().execute_sql(sql, params)
        with self._bounded(ours):
            return super().execute_sql(sql, params)

    @contextmanager
    def _bounded(self, ours: WaitBudget):
        if ours.changed or _is_pooled(self):
            wait_for(ours.left, self)
            ours.changed = False
        began = time.monotonic()
        try:
            yield
        finally:
            ours.spend(time.monotonic() - began)


class Sqlite(RevisedTables, BoundedWaits, SqliteInTurn):
    """SQLite, which waits for others where a transaction begins."""

    def begin(self, lock_type=None):
        ours = wait_budget.get()
        if ours is None:
            super().begin(lock_type)
            return
        with self._bounded(ours):
            super().begin(lock_type)


class Postgres(RevisedTables, BoundedWaits, peewee.PostgresqlDatabase):
    """PostgreSQL, which waits for others at any statement."""

    pooler: str | None = None  # the mode of one in between

    def _connect(self):
        connection = super()._connect()
        if self.pooler == "session":  # which takes no options of a connection
            for name, value in database_url.settings(WAIT).items():
                connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        return connection


class DatabaseMisconfigured(Exception):
    """The database is not as the product needs it; running on would risk data."""


def open_database(url: str) -> peewee.Database:
    """Make, without connecting, the database that the URL names.

    SQLite takes the write lock at BEGIN: otherwise a transaction that reads before it
    writes fails under load. So a view that only reads opens no transaction.
    """
    parts = urlsplit(url)
    if parts.scheme.startswith("postgres"):
        if find_spec("psycopg") is None:
            raise DatabaseMisconfigured(
                "PostgreSQL needs one more package here: pip install"
                " 'forsoeg-tracker[postgres]', or in a checkout pip install '.[postgres]'."
            )
        options = database_url.driver_options(url, WAIT)
        options |= {"autoconnect": False, "prefer_psycopg3": True}
        db = Postgres(database_url.driver_url(url), **options)
        db.pooler = database_url.pooler_of(url)
        return db
    path = parts.path
    if path.startswith("//"):
        path = path[1:]
    path = unquote(path) or ":memory:"
    register_adapters()
    return Sqlite(
        path, pragmas=PRAGMAS, timeout=WAIT, autoconnect=False, lock_type="IMMEDIATE"
    )


def embedded_file(url: str) -> Path | None:
    """Where an embedded database lies, links followed; None for one that lies in no file."""
    if not url.startswith("sqlite"):
        return None
    path = open_database(url).database
    if path and path != ":memory:":
        return Path(path).resolve()
    return None


def connect_to(url: str) -> peewee.Database:
    """Bind all models to the database of the URL."""
    db = open_database(url)
    db.url = url
    database.initialize(db)
    return db


def connected_to() -> str | None:
    """The URL of the database that the models are bound to, if any."""
    return database.obj and database.obj.url


def wait_for(seconds: float, db: peewee.Database) -> None:
    """Let the statements that follow on this connection wait so long for others."""
    if is_sqlite(db):
        db.execute_sql(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
        return
    scope = ""
    if _is_pooled(db):
        if is_idle(
            db
        ):  # the next statement may go elsewhere; the role's own setting holds
            return
        scope = "LOCAL "
    # 0 would mean for ever
    milliseconds = max(1, int(seconds * 1000))
    db.cursor().execute(f"SET {scope}lock_timeout = {milliseconds}")


def _is_pooled(db: peewee.Database) -> bool:
    """Whether each transaction may have another connection to the server."""
    return getattr(getattr(db, "obj", db), "pooler", None) == "transaction"


@contextmanager
def waiting_at_most(seconds: float):
    """Let writes in the block fail rather than wait longer for another transaction.

    Raises:
        peewee.OperationalError: Somebody else is writing.
    """
    db = database.obj
    ours = wait_budget.get()
    before = WAIT
    if ours:
        before = ours.left
    # A refusal must not spoil a transaction around it
    transaction = nullcontext()
    if not is_sqlite(db):
        transaction = db.atomic()
    with transaction:
        wait_for(min(seconds, before), db)
        if ours:
            # Or the first statement would wait as long as any other
            ours.left = min(seconds, before)
            ours.changed = False
        try:
            yield
        finally:
            if ours:
                ours.left = before
                ours.changed = False
            if is_sqlite(db):
                wait_for(before, db)
        wait_for(before, db)


def is_idle(db: peewee.Database | None = None) -> bool:
    """Whether this thread's connection is open, and in no transaction."""
    db = db or database.obj
    if db is None or db.is_closed():
        return False
    connection = db.connection()
    if is_sqlite(db):
        return not connection.in_transaction
    return connection.info.transaction_status.name == "IDLE"


def hold_connection() -> None:
    """Keep SQLite's journal on the disk by an open connection of this process.

    To be called after a fork.

    The last connection that closes takes the journal away; on a disk that is full or
    read-only the next one cannot make it again, and then not even reading works.
    """
    if is_sqlite():
        _kept.append(peewee.sqlite3.connect(database.database, check_same_thread=False))
        _kept[-1].execute("SELECT COUNT(*) FROM sqlite_master").fetchone()


def verify(db: peewee.Database) -> None:
    """Read every pragma back on an open connection.

    Raises:
        DatabaseMisconfigured: A pragma did not take.
    """
    if not is_sqlite(db):
        return
    for name, wanted in PRAGMAS.items():
        got = db.execute_sql(f"PRAGMA {name}").fetchone()[0]
        if got != wanted:
            raise DatabaseMisconfigured(
                f"SQLite's {name} is {got!r}, not {wanted!r}; is the data folder on a network"
                " drive?"
            )


def analyze(db: peewee.Database | None = None) -> None:
    """Update the statistics by which the database chooses indexes.

    Called after many rows came, and hourly. On PostgreSQL it waits for nobody: a table
    that somebody else analyzes or vacuums just now has new statistics in a moment.
    """
    db = db or database.obj
    if is_sqlite(db):
        db.execute_sql("PRAGMA analysis_limit=1000")
        db.execute_sql("ANALYZE")
    else:
        ours = [quoted for (quoted,) in db.execute_sql(OWN_TABLES).fetchall()]
        if ours:
            db.execute_sql(f"ANALYZE (SKIP_LOCKED) {', '.join(ours)}")
        # New words wait in a list that every search reads from end to end
        db.execute_sql("SELECT gin_clean_pending_list(to_regclass('experiment_words'))")


def is_sqlite(db: peewee.Database | None = None) -> bool:
    # A noun's own database is the proxy
    return isinstance(getattr(db, "obj", db) or database.obj, peewee.SqliteDatabase)


def for_update(rows: peewee.ModelSelect, clause="FOR UPDATE") -> peewee.ModelSelect:
    """Lock the rows until the transaction ends; SQLite's transaction has locked all of them."""
    if is_sqlite():
        return rows
    return rows.for_update(clause)


class BaseModel(PreparedInserts, peewee.Model):
    """The base class of all models.

    Attributes:
        is_pair: Whether a row says no more than that two things belong together: where
            one of them is merged into another that has such a row, too, it stands once.
    """

    is_pair = False

    class Meta:
        database = database
        legacy_table_names = False
        only_save_dirty = True

    def reload(self):
        """The same row, read anew."""
        return type(self).get_by_id(self._pk)


def row_counts(
    db: peewee.Database, but: Collection[str] = (), among: Collection[str] | None = None
) -> dict[str, int]:
    """Table name to its number of rows, few of them a query; none of the search index.

    Args:
        among: The tables to count, where others lie beside ours.
    """
    if among is None:
        among = db.get_tables()
    own = (name for name in set(among) - set(but) if "_words" not in name)
    names = sorted(name for name in own if not name.startswith("sqlite_"))
    counts = {}
    for some in chunked(names, 100):
        queries = [f'SELECT {n}, COUNT(*) FROM "{name}"' for n, name in enumerate(some)]
        rows = db.execute_sql(" UNION ALL ".join(queries)).fetchall()
        counts |= {some[n]: count for n, count in rows}
    return counts


def chunked(rows: list, size: int):
    """The rows in runs of at most `size`."""
    return (rows[start : start + size] for start in range(0, len(rows), size))
