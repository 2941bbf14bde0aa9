"""`tracker backup`: everything of an installation in one file, taken while it serves,
and read back before it counts.

The database is copied first and the files after it: a file is written before its row
and removed after it, so every row of the copy has its file, unless the row was removed
while the copy was made. Such a file is looked for again in the living database, and is
missed only when its row still is there.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import peewee

from tracker.config import Config
from tracker.db import connect_to, embedded_file, is_sqlite, open_database, row_counts
from tracker.disk import make_folder, touch_private
from tracker.experiments.models import Picture
from tracker.operations import ownership, postgres
from tracker.operations.archive import LOOSE, Manifest, UnsafeBackup, packed, unpacked
from tracker.privacy.erasure import LIST, write_down_all
from tracker.readiness.models.open_response import KEPT_OUT, empty

HISTORY = ownership.HISTORY


def take(
    config: Config,
    db: peewee.Database,
    target: Path,
    at: dt.datetime,
    *,
    with_gaps: bool = False,
) -> Manifest:
    """Back everything up into one file, on an open connection, and read it back.

    What stood there before stays until then.

    Args:
        target: The file; readable by its owner only.
        with_gaps: Whether files of pictures may be missing, as in what a restore is
            about to replace.

    Returns:
        What it holds.

    Raises:
        Unsafe: What was written does not check out; the file was not made.
        ToolMissing: PostgreSQL's own tools are not here.
        OSError: There is no room, or it cannot be written; nothing of it is left.
    """
    with _beside(target) as (folder, unfinished):
        inside = folder / "inside"
        make_folder(inside)
        manifest, pictures = _copy_database(config, db, inside, at)
        _note_erased(config, inside)
        _copy_files(config, inside)
        _check_pictures([] if with_gaps else pictures, inside / "files", target)
        packed(inside, manifest, touch_private(unfinished))
        check(unfinished, folder / "again")
        _settle(unfinished, target)
    return manifest


def check(source: Path, folder: Path) -> Manifest:
    """Unpack a backup into an empty folder and hold it against everything that it says
    and that must be.

    Raises:
        Unsafe: Bytes, integrity, foreign keys or numbers of rows are not as they should be.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = unpacked(source, folder)
    if manifest.database == "postgres":
        rows = postgres.rows_in(folder / "database.dump")
        if rows is None:
            raise UnsafeBackup(
                f"{source}: PostgreSQL's own tool cannot read the dump in it."
            )
        if any(rows.get(table) != number for table, number in manifest.rows.items()):
            raise UnsafeBackup(
                f"{source}: the database in it does not hold the rows that were counted."
            )
        return manifest
    copy = open_database(f"sqlite:///{folder / 'database.sqlite'}")
    with _readable(f"{source}: the database in it"), copy.connection_context():
        _check_sound(copy, source)
        if row_counts(copy, KEPT_OUT) != manifest.rows:
            raise UnsafeBackup(
                f"{source}: the database in it does not hold the rows that were counted."
            )
    _sweep_beside(folder / "database.sqlite")
    return manifest


def _copy_database(
    config: Config, db: peewee.Database, inside: Path, at: dt.datetime
) -> tuple[Manifest, list[str]]:
    """The database as it is at one moment, with what it says of itself and the pictures
    that it names.
    """
    made_at = at.isoformat(timespec="seconds")
    if is_sqlite(db):
        copy = inside / "database.sqlite"
        with _readable("The database itself"):
            # Whole and of one moment, whatever is written meanwhile
            db.execute_sql("VACUUM INTO ?", (str(copy),))
        snapshot = open_database(f"sqlite:///{copy}")
        with snapshot.connection_context():
            empty(snapshot)
            said = (
                Manifest(
                    made_at,
                    "sqlite",
                    _migrations(snapshot),
                    row_counts(snapshot, KEPT_OUT),
                ),
                _pictures(snapshot),
            )
        _sweep_beside(copy)
        return said
    with db.atomic():
        db.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        (snapshot,) = db.execute_sql("SELECT pg_export_snapshot()").fetchone()
        said = (
            Manifest(
                made_at,
                "postgres",
                _migrations(db),
                row_counts(db, KEPT_OUT, ownership.tables(db)),
            ),
            _pictures(db),
        )
        postgres.dump(db, config.database_url, inside / "database.dump", snapshot)
    return said


def _note_erased(config: Config, inside: Path) -> None:
    """Write down whom another machine may have erased; on a disk that cannot be
    written, in the backup alone.
    """
    try:
        write_down_all(config.data)
    except OSError as error:
        if error.errno not in (errno.EROFS, errno.EACCES):
            raise
        if (config.data / LIST).exists():
            shutil.copyfile(config.data / LIST, inside / LIST)
        write_down_all(inside)


def _copy_files(config: Config, inside: Path) -> None:
    for entry in config.files.entries():
        target = inside / "files" / entry.name
        make_folder(target.parent)
        # Removed meanwhile; check tells whether it should have been there
        with suppress(FileNotFoundError):
            _copy(config.files.open(entry.name), target)
    for name in LOOSE:
        if (config.data / name).exists() and not (inside / name).exists():
            shutil.copyfile(config.data / name, inside / name)


def _copy(file: BinaryIO, target: Path) -> None:
    with file, target.open("wb") as copy:
        shutil.copyfileobj(file, copy, 1 << 20)


@contextmanager
def readable_database(config: Config, target: Path) -> Iterator[peewee.Database]:
    """The living database, open; on a disk that cannot be written, where none can be
    opened, a copy beside the target.

    Nobody writes on such a disk, so that the file and its journal can be copied as they lie.
    """
    file = embedded_file(config.database_url)
    if file is None or not file.exists() or os.access(file.parent, os.W_OK):
        db = connect_to(config.database_url)
        with db.connection_context():
            yield db
        return
    with _beside(target) as (folder, _):
        for ending in ("", "-wal"):
            if (part := file.with_name(file.name + ending)).exists():
                shutil.copyfile(part, folder / f"living.sqlite{ending}")
        db = connect_to(f"sqlite:///{folder / 'living.sqlite'}")
        with _readable("The database itself"), db.connection_context():
            yield db


def _migrations(db: peewee.Database) -> list[str]:
    return [
        name
        for (name,) in db.execute_sql(
            f"SELECT name FROM {HISTORY} ORDER BY name"
        ).fetchall()
    ]


@contextmanager
def _readable(what: str) -> Iterator[None]:
    """Say in words that a database is too damaged to be read; a disk that is full or
    away is another matter.
    """
    try:
        yield
    except peewee.OperationalError:
        raise
    except peewee.DatabaseError as error:
        raise UnsafeBackup(f"{what} is damaged ({error}).") from error


def _check_sound(copy: peewee.Database, source: Path) -> None:
    if (said := copy.execute_sql("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
        raise UnsafeBackup(f"{source}: the database in it is damaged ({said}).")
    if broken := copy.execute_sql("PRAGMA foreign_key_check").fetchone():
        raise UnsafeBackup(
            f"{source}: a row of {broken[0]} in it points to a row of {broken[2]} that is not"
            " there."
        )


def _pictures(db: peewee.Database) -> list[str]:
    return [name for (name,) in db.execute_sql("SELECT file FROM picture").fetchall()]


def _check_pictures(named: list[str], files: Path, target: Path) -> None:
    for name in named:
        if (
            not (files / "pictures" / name).exists()
            and Picture.select().where(Picture.file == name).exists()
        ):
            raise UnsafeBackup(
                f"{target}: the file of a picture is missing from the folder ({name}); `tracker"
                " doctor` names them all."
            )


@contextmanager
def _beside(target: Path) -> Iterator[tuple[Path, Path]]:
    """A folder and an unfinished file beside the target, on the same disk; both gone
    afterwards, whatever happened.
    """
    make_folder(target.parent)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as name:
        yield Path(name), Path(name) / "unfinished"


def _settle(unfinished: Path, target: Path) -> None:
    """Put the checked file in its place in one step that survives the machine going down."""
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _sweep_beside(database: Path) -> None:
    """Remove what looking into a database leaves beside it."""
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
