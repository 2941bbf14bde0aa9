"""`tracker move`: everything that stands in the database, into an empty database of
either kind.

The target is made by the migrations, and freed of what keeps rows from coming in any
order (foreign keys on PostgreSQL, triggers). A table of the move's own remembers how far
it is and what has to be put back; it is written in the same transactions as the rows, so
a move that was interrupted goes on where it was. Its last transaction puts everything
back, which holds each row against its foreign keys, and makes the target a database that
the product starts on.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import peewee
from playhouse.migrations import Runner

from tracker.config import Config, ConfigurationError
from tracker.db import analyze, connect_to, is_sqlite, open_database
from tracker.disk import touch_private
from tracker.migrations import UNFINISHED_MOVE, pending, refuse_unreleased
from tracker.operations import ownership
from tracker.operations.journal import Journal
from tracker.operations.locks import InUse, alone_here, alone_on
from tracker.operations.progress import BEGUN, Progress
from tracker.operations.transfer import (
    LEFT_OUT,
    TABLES,
    Table,
    copy_rows,
    count,
    difference,
)
from tracker.readiness.models.open_response import KEPT_OUT, empty

HISTORY = ownership.HISTORY
FOREIGN_KEYS = """
SELECT format('%I', c.relname), format('%I', k.conname), pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace
ORDER BY 1, 2
"""
TRIGGERED = """
SELECT DISTINCT format('%I', c.relname) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace ORDER BY 1
"""


class MoveRefused(Exception):
    """The move was not begun, or does not go on; the message says why."""


@dataclass(frozen=True)
class Moved:
    """What a move did.

    Attributes:
        rows: Table to how many rows were moved and compared.
        left: Tables beside the product's own, which stayed.
        round_emptied: Whether a pulse was open, whose answers are in the target alone now.
    """

    rows: dict[str, int]
    left: list[str]
    round_emptied: bool


def move(
    config: Config, url: str, migrations: Path, tell: Callable[[str], None]
) -> Moved:
    """Move all rows into the empty database of the URL; the database that they come
    from keeps them, but for the answers of an open pulse.

    Args:
        tell: Called with a line about what is being done.

    Raises:
        MoveRefused: The target is not empty, or something differs at the end.
        InUse: The product runs on one of the two.
    """
    if journal := Journal.of(config):
        raise InUse(journal.says())
    if _place(url) == _place(config.database_url):
        raise MoveRefused("this is the database that is moved; name another.")
    source = open_database(config.database_url)
    if is_sqlite(source) and not Path(source.database).exists():
        raise MoveRefused(f"there is no database in {source.database}.")
    with ExitStack() as held:
        held.enter_context(alone_here(config))
        held.enter_context(source.connection_context())
        refuse_unreleased(source)
        if pending(source, migrations):
            raise MoveRefused("bring the database up first: tracker migrate")
        held.enter_context(alone_on(url))
        target = connect_to(url)  # migrations write by models, too
        _make_file(target)
        held.enter_context(target.connection_context())
        return _moved(source, target, migrations, _place(config.database_url), tell)


def _moved(source, target, migrations, origin: str, tell) -> Moved:
    progress = Progress(target)
    _begin(progress, source, origin, migrations)
    with _reads(source):
        for table in TABLES:
            _copy(source, target, table, progress)
        tell("Copied. Comparing row by row …")
        rows = {}
        for table in TABLES:
            rows[table.name] = _compare(source, target, table, progress)
        history = source.execute_sql(f"SELECT name, applied FROM {HISTORY}").fetchall()
    _finish(target, progress, history)
    analyze(target)
    open_round = sum(rows[name] for name in KEPT_OUT) > 0
    if open_round:
        empty(source)
    return Moved(rows, _left(source), open_round)


def _begin(progress: Progress, source, origin: str, migrations: Path) -> None:
    """Make the tables of the target, or make sure that a move from here was begun there."""
    db = progress.db
    if not progress.exists():
        if found := _tables_there(db):
            raise MoveRefused(
                f"the database to move into is not empty: it has {len(found)} tables"
                f" ({found[0]} …). Nothing was changed. Name an empty one."
            )
        with db.atomic():
            progress.begin(origin)
    elif progress.origin() != origin:
        raise MoveRefused(
            f"a move from {progress.origin()} was begun there and is not finished. Go on with"
            " that one, or name an empty database."
        )
    if not progress.done(BEGUN):
        Runner(db, str(migrations)).up()
        with db.atomic():
            _free(db, progress)
            for table in TABLES:
                db.connection().cursor().execute(f'DELETE FROM "{table.name}"')
                progress.add(table.name)
            # Nothing starts on it before all of it is there
            db.execute_sql(f"DELETE FROM {HISTORY}")
            progress.note(BEGUN, 1)
    if is_sqlite(db):
        db.execute_sql("PRAGMA foreign_keys = 0")


def _free(db: peewee.Database, progress: Progress) -> None:
    """Take away what would keep rows from coming in any order."""
    if is_sqlite(db):
        triggers = db.execute_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        )
        for name, statement in triggers.fetchall():
            progress.add("", statement)
            db.execute_sql(f'DROP TRIGGER "{name}"')
        return
    for table, name, definition in _read(db, FOREIGN_KEYS):
        progress.add("", f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        db.execute_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for (table,) in _read(db, TRIGGERED):
        progress.add("", f"ALTER TABLE {table} ENABLE TRIGGER USER")
        db.execute_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def _copy(source, target, table: Table, progress: Progress) -> None:
    try:
        copy_rows(
            source,
            target,
            table,
            progress.done(table.name),
            lambda more: progress.note(table.name, more),
        )
    except Exception as error:
        if not isinstance(error, peewee.DatabaseError) and not _is_of_driver(error):
            raise
        reason = str(error).strip().splitlines()[0]
        raise MoveRefused(
            f"a row of {table.name} does not fit into the other database: {reason}. What was"
            " copied so far stays; the same command goes on there."
        ) from error


def _compare(source, target, table: Table, progress: Progress) -> int:
    """Compare a table; one that was changed since an interrupted move is copied anew.

    Returns:
        How many rows it has.

    Raises:
        MoveRefused: It differs all the same.
    """
    if count(source, table) == count(target, table) == 0:
        return 0
    with target.atomic():
        differing = difference(source, target, table)
    if differing is not None:
        with target.atomic():
            target.connection().cursor().execute(f'DELETE FROM "{table.name}"')
            progress.note(table.name, -progress.done(table.name))
        _copy(source, target, table, progress)
        with target.atomic():
            differing = difference(source, target, table)
    if differing is not None or count(source, table) != count(target, table):
        raise MoveRefused(
            f"the row {differing} of {table.name} is not the same in both databases. The one"
            " that was moved into is not used; tell the makers."
        )
    return count(target, table)


def _finish(target, progress: Progress, history: list) -> None:
    """Put back what was taken away, and make the target a database to start on."""
    place = target.param
    with target.atomic():
        try:
            for statement in progress.put_back():
                target.execute_sql(statement)
            _check_keys(target)
        except peewee.IntegrityError as error:
            reason = str(error).strip().splitlines()[0]
            raise MoveRefused(f"a row points to nothing: {reason}") from error
        if is_sqlite(target):
            target.execute_sql(
                "INSERT INTO experiment_words (experiment_words) VALUES ('rebuild')"
            )
        else:
            _set_sequences(target)
        for row in history:
            target.execute_sql(
                f"INSERT INTO {HISTORY} (name, applied) VALUES ({place}, {place})", row
            )
        target.execute_sql(f"DROP TABLE {UNFINISHED_MOVE}")


def _check_keys(target: peewee.Database) -> None:
    if not is_sqlite(target):
        return  # a foreign key that is added is checked
    if broken := target.execute_sql("PRAGMA foreign_key_check").fetchone():
        raise MoveRefused(f"a row of {broken[0]} points to nothing.")


def _set_sequences(target: peewee.Database) -> None:
    for table in TABLES:
        sequence = target.execute_sql(
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_attribute WHERE attname = 'id'"
            " AND attrelid = to_regclass(%s)) THEN pg_get_serial_sequence(%s, 'id') END",
            (f'"{table.name}"', f'"{table.name}"'),
        ).fetchone()[0]
        if sequence:
            target.execute_sql(
                f"SELECT setval(%s, (SELECT COALESCE(MAX(id), 0) + 1 FROM"
                f' "{table.name}"), false)',
                (sequence,),
            )


def _tables_there(db: peewee.Database) -> list[str]:
    if is_sqlite(db):
        return sorted(db.get_tables())
    found = [each.name for each in ownership.relations(db) if each.ours]
    return [name for name in found if name != UNFINISHED_MOVE]


def _left(source: peewee.Database) -> list[str]:
    """Tables of the source that are not the product's and were not moved."""
    known = {table.name for table in TABLES} | {HISTORY, *LEFT_OUT}
    if is_sqlite(source):
        there = [name for name in source.get_tables() if "_words" not in name]
    else:
        there = ownership.tables(source)
    return [
        name for name in sorted(there) if name not in known and "sqlite_" not in name
    ]


@contextmanager
def _reads(source: peewee.Database):
    """Let all that is read be of one moment."""
    if is_sqlite(source):  # nobody else works on it
        yield
        return
    with source.atomic():
        source.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _read(db: peewee.Database, sql: str) -> list:
    """Rows of a query in which a percent sign is one."""
    return db.connection().cursor().execute(sql).fetchall()


def _is_of_driver(error: Exception) -> bool:
    """Whether an error comes from the driver itself, past Peewee."""
    return type(error).__module__.partition(".")[0] in (
        "psycopg",
        "pysqlite3",
        "sqlite3",
    )


def _make_file(target: peewee.Database) -> None:
    if not is_sqlite(target):
        return
    path = Path(target.database)
    if target.database == ":memory:" or not path.parent.is_dir():
        raise ConfigurationError(f"there is no folder {path.parent}.")
    touch_private(path)


def _place(url: str) -> str:
    """Which database a URL names, without a password."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return f"sqlite:{Path(open_database(url).database).resolve()}"
    host = parts.netloc.rpartition("@")[2]
    query = parts.query if "host=" in parts.query else ""
    return f"postgresql://{host}{parts.path}{'?' * bool(query)}{query}"
