"""`tracker restore`: a backup in place of what is there, which is kept aside. A bad backup is refused before anything is touched."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import peewee

from tracker.accounts.models import Purpose, Session, Ticket
from tracker.audit.models import Act, What
from tracker.config import Config, Misconfigured
from tracker.db import connect_to, open_database
from tracker.disk import make_folder, open_private
from tracker.migrating import migrate
from tracker.operations import backups, postgres
from tracker.operations.archive import Manifest, Unsafe
from tracker.operations.locks import alone_here
from tracker.privacy.erasing import LIST, erase_again, write_down_all

UNFINISHED = "restore.unfinished"


def restore(config: Config, source: Path, migrations: Path, at: dt.datetime) -> tuple[Manifest, Path, int]:
    """Put a backup in place of the installation's database and files.

    The folder is marked while that happens: killed half-way, nothing starts on it until the same restore has run to its end.

    Returns:
        What the backup holds, where the data that was replaced is kept, and how many people were erased again.

    Raises:
        Unsafe: The backup cannot be relied on, or belongs to another kind of database, or to a newer version of the product.
        InUse: The product is running on the folder.
    """
    lock = alone_here(config)
    try:
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=config.data) as name:
            folder = Path(name)
            manifest = backups.check(source, folder)
            _fits(config, manifest, migrations, source)
            _remember_erased(config)
            aside = config.data / f"before-restore-{at:%Y%m%dT%H%M%SZ}"
            with open_private(config.data / UNFINISHED, "w") as mark:
                mark.write(json.dumps({"from": str(source), "at": at.isoformat()}))
            _replace_database(config, folder, aside, at)
            _replace_files(config, folder, aside)
            _merge_erasures(config, folder)
        db = connect_to(config.database_url)
        migrate(db, migrations, config.data)
        with db.connection_context():
            erased = erase_again(config.data, config.files, at)
            _sign_everybody_out()
            Act.note(What.restored, detail=manifest.made_at)
        (config.data / UNFINISHED).unlink()
    finally:
        lock.close()
    return manifest, aside, erased


def _fits(config: Config, manifest: Manifest, migrations: Path, source: Path) -> None:
    kind = "sqlite" if config.database_url.startswith("sqlite") else "postgres"
    if manifest.database != kind:
        raise Unsafe(f"{source} is of a {manifest.database} database, and DATABASE_URL names a {kind} one.")
    if unknown := [name for name in manifest.migrations if not (migrations / f"{name}.py").exists()]:
        raise Unsafe(f"{source} was made by a newer version of the product: it has {', '.join(unknown)}.")


def _remember_erased(config: Config) -> None:
    """Whom the database that is about to go knows as erased; if nothing of it can be read, there is the list."""
    if config.database_url.startswith("sqlite") and not database_file(config).exists():
        return
    with suppress(peewee.DatabaseError), connect_to(config.database_url).connection_context():
        write_down_all(config.data)


def _replace_database(config: Config, folder: Path, aside: Path, at: dt.datetime) -> None:
    make_folder(aside)
    if not config.database_url.startswith("sqlite"):
        db = connect_to(config.database_url)
        with db.connection_context():
            if db.table_exists(backups.HISTORY):
                backups.take(config, db, aside / "forsoeg.tar.gz", at, with_gaps=True)
        postgres.restore(folder / "database.dump", config.database_url)
        return
    database = database_file(config)
    for ending in ("", "-wal", "-shm"):
        _move(database.with_name(database.name + ending), aside)
    (folder / "database.sqlite").replace(database)


def _replace_files(config: Config, folder: Path, aside: Path) -> None:
    _move(config.files, aside)
    if (folder / "files").exists():
        (folder / "files").replace(config.files)
    if (folder / "secret_key").exists() and not (config.data / "secret_key").exists():
        (folder / "secret_key").replace(config.data / "secret_key")


def _merge_erasures(config: Config, folder: Path) -> None:
    """Whoever was erased before or after the backup was made stays erased."""
    kept, brought = config.data / LIST, folder / LIST
    lines = [line for path in (kept, brought) if path.exists() for line in path.read_text().splitlines()]
    if lines:
        with open_private(kept, "w") as file:
            file.write("\n".join(dict.fromkeys(lines)) + "\n")


def _sign_everybody_out() -> None:
    """A session that was ended since the backup was made would open again, and so would a link to a new password."""
    Session.delete().execute()
    Ticket.delete().where(Ticket.purpose == Purpose.reset).execute()


def _move(path: Path, aside: Path) -> None:
    """Keep aside what is there; what an interrupted restore has kept aside already stays."""
    if path.exists() and not (aside / path.name).exists():
        shutil.move(path, aside / path.name)


def database_file(config: Config) -> Path:
    """Where an embedded database lies.

    Raises:
        Misconfigured: DATABASE_URL names none that lies in a file.
    """
    path = open_database(config.database_url).database
    if path == ":memory:":
        raise Misconfigured("DATABASE_URL names no file.")
    return Path(path)
