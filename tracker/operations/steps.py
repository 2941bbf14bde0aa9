"""The steps of a restore, and those that call one off.

Each can be done twice: it may have been interrupted anywhere.
"""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import suppress
from pathlib import Path

import peewee

from tracker.accounts.models import OneTimeLink, Purpose, Session
from tracker.audit.models import AuditEvent, EventType
from tracker.config import Config
from tracker.db import connect_to, embedded_file, open_database
from tracker.disk import make_folder, open_private
from tracker.folder import files_below
from tracker.migrations import migrate
from tracker.operations import archive, backups, ownership, postgres
from tracker.operations.folders import bring, keep_aside, place
from tracker.operations.journal import Journal, sync
from tracker.privacy.erasure import LIST, erase_again, gather_erased, write_down_all

WHOLE = "forsoeg.tar.gz"  # what a database server held, as a backup
DUMP = "database.dump"
BESIDE = ("-wal", "-shm")


class RestoreRun:
    """A restore under way.

    Attributes:
        erased: How many people were erased again.
    """

    def __init__(
        self, config: Config, journal: Journal, migrations: Path, at: dt.datetime
    ):
        self.config = config
        self.journal = journal
        self.migrations = migrations
        self.at = at
        self.aside, self.prepared = Path(journal.aside), Path(journal.prepared)
        self.database = embedded_file(config.database_url)
        self.erased = 0

    @property
    def ready(self) -> Path:
        """The database to come, beside the one that is there, so that one step puts it
        in its place.
        """
        return self.database.with_name(f"{self.database.name}.restore")

    def is_database_replaced(self) -> bool:
        """Whether the database is the one that this restore brought; only asked while
        that step is being done.
        """
        if self.database:
            return not self.ready.exists()
        db = open_database(self.config.database_url)
        with db.connection_context():
            return postgres.mark(db) == self.journal.mark

    def reached(self, step: str) -> bool:
        """Whether a step was begun."""
        names = [each.__name__ for each in STEPS]
        return names.index(self.journal.step) >= names.index(step)

    def discard(self) -> None:
        """Leave nothing of it: all is as it was."""
        if self.database:
            self.ready.unlink(missing_ok=True)
        for folder in (self.prepared, self.aside):
            shutil.rmtree(folder, ignore_errors=True)
        self.journal.remove()


def keep_database(restoring: RestoreRun) -> None:
    """Keep aside the database that is there, and lay the one to come ready; nothing is
    touched yet.
    """
    config = restoring.config
    make_folder(restoring.aside)
    _remember_erased(restoring)
    if restoring.database is None:
        _keep_rows(restoring)
        return
    database = restoring.database
    if database.exists():
        db = open_database(config.database_url)
        # One that is damaged is kept as it is
        with suppress(peewee.DatabaseError), db.connection_context():
            db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    for ending in ("", *BESIDE):
        path = database.with_name(database.name + ending)
        if path.exists():
            place(path, restoring.aside / path.name)
    make_folder(database.parent)
    place(restoring.prepared / "database.sqlite", restoring.ready)


def replace_database(restoring: RestoreRun) -> None:
    """One step from the database that is there to the one to come."""
    if restoring.database is None:
        if not restoring.is_database_replaced():
            url = restoring.config.database_url
            postgres.restore(restoring.prepared / DUMP, url, restoring.journal.mark)
        return
    if restoring.ready.exists():
        _put(restoring.ready, restoring.database)


def keep_files(restoring: RestoreRun) -> None:
    """Keep aside the uploaded files; the folder stays, for it may be a mount or a link."""
    keep_aside(restoring.config.files, restoring.aside / "files")


def replace_files(restoring: RestoreRun) -> None:
    """Bring the files of the backup."""
    if (restoring.prepared / "files").exists():
        bring(restoring.prepared / "files", restoring.config.files)


def bring_key(restoring: RestoreRun) -> None:
    """Bring the key where there is none, and the list of whom was erased."""
    data = restoring.config.data
    brought = restoring.prepared / "secret_key"
    if brought.exists() and not (data / "secret_key").exists():
        restoring.journal.key = True
        restoring.journal.save()
        place(brought, data / "secret_key")
    _merge_erasures(data / LIST, restoring.prepared / LIST)


def upgrade(restoring: RestoreRun) -> None:
    """Bring an older backup's database to this version."""
    config = restoring.config
    migrate(connect_to(config.database_url), restoring.migrations, config.data)


def settle(restoring: RestoreRun) -> None:
    """Erase again whom the backup brought back, sign everybody out, and note it."""
    config = restoring.config
    db = connect_to(config.database_url)
    with db.connection_context():
        restoring.erased = erase_again(config.data, config.files, restoring.at)
        _sign_everybody_out()
        AuditEvent.record(
            EventType.restored, detail=restoring.journal.manifest["made_at"]
        )


def end(restoring: RestoreRun) -> None:
    """Let the product start again."""
    if restoring.database is None:
        db = open_database(restoring.config.database_url)
        with db.connection_context():
            postgres.unmark(db)
    restoring.journal.remove()
    shutil.rmtree(restoring.prepared, ignore_errors=True)
    (restoring.aside / DUMP).unlink(missing_ok=True)  # stands in the whole as well


def take_files_out(restoring: RestoreRun) -> None:
    """Take out what the backup brought."""
    if restoring.reached("replace_files"):
        keep_aside(restoring.config.files, restoring.prepared / "files")


def put_files_back(restoring: RestoreRun) -> None:
    """Put back the files that were kept aside."""
    if restoring.reached("keep_files") and (restoring.aside / "files").exists():
        bring(restoring.aside / "files", restoring.config.files)


def put_database_back(restoring: RestoreRun) -> None:
    """Put back the database that was kept aside."""
    if not restoring.reached("replace_database"):
        return
    if restoring.database is None:
        _put_rows_back(restoring)
        return
    database = restoring.database
    kept = restoring.aside / database.name
    if kept.exists():
        place(kept, restoring.ready)
        _put(restoring.ready, database)
        for ending in BESIDE:
            if (restoring.aside / (database.name + ending)).exists():
                place(
                    restoring.aside / (database.name + ending),
                    database.with_name(database.name + ending),
                )
    elif not restoring.ready.exists():  # there was none
        for ending in ("", *BESIDE):
            database.with_name(database.name + ending).unlink(missing_ok=True)


def take_key_out(restoring: RestoreRun) -> None:
    """Remove the key if it came from the backup."""
    if restoring.journal.key:
        (restoring.config.data / "secret_key").unlink(missing_ok=True)


def end_undone(restoring: RestoreRun) -> None:
    """Let the product start again on what was there; whatever could not be put back stays aside."""
    if restoring.database is None:
        db = open_database(restoring.config.database_url)
        with db.connection_context():
            if postgres.mark(db):
                postgres.unmark(db)
    else:
        restoring.ready.unlink(missing_ok=True)
    restoring.journal.remove()
    shutil.rmtree(restoring.prepared, ignore_errors=True)
    if not any(files_below(restoring.aside / "files")):
        shutil.rmtree(restoring.aside, ignore_errors=True)


STEPS = (
    keep_database,
    replace_database,
    keep_files,
    replace_files,
    bring_key,
    upgrade,
    settle,
    end,
)
UNDOING = (take_files_out, put_files_back, put_database_back, take_key_out, end_undone)


def _remember_erased(restoring: RestoreRun) -> None:
    """Whom the database that is about to go knows as erased; if nothing of it can be
    read, there is the list.
    """
    config = restoring.config
    gather_erased(config.data, config.files)
    if restoring.database and not restoring.database.exists():
        return
    with (
        suppress(peewee.DatabaseError),
        connect_to(config.database_url).connection_context(),
    ):
        write_down_all(config.data)


def _keep_rows(restoring: RestoreRun) -> None:
    """A whole backup of what a server holds, and beside it the dump in it, so that
    calling off needs no more room.
    """
    db = connect_to(restoring.config.database_url)
    with db.connection_context():
        if not db.table_exists(backups.HISTORY):
            return
        backups.take(
            restoring.config, db, restoring.aside / WHOLE, restoring.at, with_gaps=True
        )
    archive.one_of(restoring.aside / WHOLE, DUMP, restoring.aside / DUMP)


def _put_rows_back(restoring: RestoreRun) -> None:
    """What the server held.

    A pulse that was open is not in it, and no other round: nobody can tell who
    answered.
    """
    if (
        restoring.journal.step == "replace_database"
        and not restoring.is_database_replaced()
    ):
        return
    url = restoring.config.database_url
    if (restoring.aside / DUMP).exists():
        postgres.restore(restoring.aside / DUMP, url, restoring.journal.mark)
        return
    db = open_database(url)
    with db.connection_context():
        if removal := ownership.removal(db):
            db.execute_sql(removal)


def _put(ready: Path, database: Path) -> None:
    """A journal that belongs to the database that goes would be read into the one that comes."""
    for ending in BESIDE:
        database.with_name(database.name + ending).unlink(missing_ok=True)
    ready.replace(database)
    ready.unlink(missing_ok=True)
    sync(database.parent)


def _merge_erasures(kept: Path, brought: Path) -> None:
    """Whoever was erased before or after the backup was made stays erased."""
    lines = [
        line
        for path in (kept, brought)
        if path.exists()
        for line in path.read_text().splitlines()
    ]
    if lines:
        new = kept.with_name(f"{kept.name}.part")
        with open_private(new, "w") as file:
            file.write("\n".join(dict.fromkeys(lines)) + "\n")
        new.replace(kept)


def _sign_everybody_out() -> None:
    """A session that was ended since the backup was made would open again, and so would
    a link to a new password.
    """
    Session.delete().execute()
    OneTimeLink.delete().where(OneTimeLink.purpose == Purpose.reset).execute()
