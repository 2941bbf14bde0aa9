"""`tracker restore`: a backup in place of what is there, which is kept aside.

A bad backup is refused before anything is touched.

What can be refused is refused first: what the backup holds lies ready, there is room,
the database lets itself be replaced. Then a journal names each step before it is done.
Each can be done twice, so that a restore that was interrupted anywhere is finished by
one command, and called off by another.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from dataclasses import asdict
from pathlib import Path

from tracker.config import Config, ConfigurationError
from tracker.db import embedded_file, open_database
from tracker.migrations import UNRELEASED
from tracker.operations import archive, backups, ownership, postgres, space
from tracker.operations.archive import Manifest, UnsafeBackup
from tracker.operations.folders import mount_points, unwritable
from tracker.operations.journal import NAME, Journal
from tracker.operations.locks import alone_here
from tracker.operations.steps import STEPS, UNDOING, RestoreRun

UNFINISHED = NAME


class RestoreRefused(Exception):
    """It cannot be done here; the message says why and what to do. Nothing was changed."""


class RestoreInterrupted(Exception):
    """It stopped half-way; the message says where everything lies and which command does what."""


def restore(
    config: Config, source: Path, migrations: Path, at: dt.datetime
) -> tuple[Manifest, Path, int]:
    """Put a backup in place of the installation's database and files.

    The folder is marked while that happens: killed half-way, nothing starts on it until
    it has been finished or called off.

    Returns:
        What the backup holds, where the data that was replaced is kept, and how many
        people were erased again.

    Raises:
        Unsafe: The backup cannot be relied on, or belongs to another kind of database,
            or to a newer version of the product.
        InUse: The product is running on the folder or, anywhere, on its database.
        RestoreRefused: This installation cannot take it.
        NoRoom: There is too little space.
        RestoreInterrupted: A step failed half-way.
    """
    with alone_here(config):
        journal = Journal.of(config)
        if journal and not journal.by_older_version:
            raise RestoreRefused(journal.says())
        _sweep(config)
        stamp = f"{at:%Y%m%dT%H%M%SZ}"
        prepared = config.data / f".restore-{stamp}"
        aside = _fresh(config.data / f"before-restore-{stamp}")
        manifest = _prepared(config, source, prepared, migrations)
        journal = _begun(config, source, at, aside, prepared, manifest)
        return manifest, aside, _done(RestoreRun(config, journal, migrations, at))


def finish(config: Config, migrations: Path, at: dt.datetime) -> tuple[Journal, int]:
    """Finish a restore that was interrupted, from what it had made ready.

    Returns:
        What it was, and how many people were erased again.

    Raises:
        RestoreRefused: There is none, or it is being called off.
        RestoreInterrupted: A step failed again.
    """
    with alone_here(config):
        journal = _unfinished(config)
        if journal.undoing:
            raise RestoreRefused(journal.says())
        restoring = RestoreRun(config, journal, migrations, at)
        in_doubt = journal.step == "replace_database" and restoring.database is None
        if in_doubt and not restoring.is_database_replaced():
            journal.step = STEPS[0].__name__  # another machine may have written since
        return journal, _done(restoring)


def call_off(config: Config, migrations: Path, at: dt.datetime) -> Journal:
    """Put back what was there before a restore that was interrupted.

    Raises:
        RestoreRefused: There is none.
        RestoreInterrupted: A step failed; the same command goes on from there.
    """
    with alone_here(config):
        journal = _unfinished(config)
        restoring = RestoreRun(config, journal, migrations, at)
        names = [step.__name__ for step in UNDOING]
        for step in UNDOING[names.index(journal.undoing or names[0]) :]:
            try:
                journal.undoing = step.__name__
                journal.save()
                step(restoring)
            except Exception as error:
                raise RestoreInterrupted(
                    f"{_reason(error)} {journal.says()}"
                ) from error
        return journal


def _done(restoring: RestoreRun) -> int:
    """Do what is left to do. How many people were erased again."""
    journal = restoring.journal
    names = [step.__name__ for step in STEPS]
    for step in STEPS[names.index(journal.step) :]:
        try:
            journal.step = step.__name__
            journal.save()
            step(restoring)
        except Exception as error:
            if _untouched(restoring):
                restoring.discard()
                raise
            raise RestoreInterrupted(f"{_reason(error)} {journal.says()}") from error
    return restoring.erased


def _untouched(restoring: RestoreRun) -> bool:
    """Whether all still is as it was: a server takes all of a database or nothing of it."""
    if restoring.journal.step == "keep_database":
        return True
    if restoring.database or restoring.journal.step != "replace_database":
        return False
    try:
        return not restoring.is_database_replaced()
    except Exception:  # a database that cannot be asked may have been
        return False


def _unfinished(config: Config) -> Journal:
    journal = Journal.of(config)
    if journal is None:
        raise RestoreRefused(f"no restore of {config.data} is unfinished.")
    if journal.by_older_version:
        raise RestoreRefused(journal.says())
    return journal


def _prepared(
    config: Config, source: Path, prepared: Path, migrations: Path
) -> Manifest:
    """Everything that can be refused, before anything is touched; then what the backup
    holds lies ready.
    """
    if reasons := [f"{said} {cure}" for said, cure in obstacles(config)]:
        raise RestoreRefused(f"{reasons[0].rstrip('.')}. Nothing was changed.")
    space.check_restore(config, archive.sizes(source, space.free(config.data)))
    try:
        manifest = backups.check(source, prepared)
        _fits(config, manifest, migrations, source)
        if manifest.database == "postgres":
            _fits_server(config, prepared / "database.dump", source)
    except BaseException:
        shutil.rmtree(prepared, ignore_errors=True)
        raise
    return manifest


def _begun(
    config: Config,
    source: Path,
    at: dt.datetime,
    aside: Path,
    prepared: Path,
    manifest: Manifest,
) -> Journal:
    """From here on the folder is marked, and nothing starts on it."""
    said = {
        name: value for name, value in asdict(manifest).items() if name != "digests"
    }
    journal = Journal(
        folder=str(config.data),
        source=str(source),
        at=at.isoformat(),
        aside=str(aside),
        prepared=str(prepared),
        step=STEPS[0].__name__,
        manifest=said | {"files": manifest.files},
    )
    journal.save()
    return journal


def obstacles(config: Config) -> list[tuple[str, str]]:
    """What would keep a restore from being done here: each a sentence with its cure.

    Changes nothing.

    Raises:
        PeeweeException: The database does not answer.
    """
    found = []
    for path in _written(config):
        if path.is_symlink() and not path.exists():
            found.append(
                (
                    f"{path} is a link to {path.readlink()}, which is not there.",
                    "Mount or make that folder.",
                )
            )
        elif path.exists() and not os.access(path, os.W_OK):
            found.append(
                (
                    f"{path} cannot be written.",
                    f"Let the account that runs `tracker` write {path}.",
                )
            )
    if said := unwritable(config.files):
        found.append((said, "Correct FILES_URL, or what its key may do."))
    database = embedded_file(config.database_url)
    if database and database in mount_points():
        said = f"{database} itself is a mount and cannot be replaced."
        found.append((said, "Mount the folder that it lies in instead."))
    if not config.database_url.startswith("sqlite"):
        db = open_database(config.database_url)
        with db.connection_context():
            found += ownership.obstacles(db)
    return found


def _written(config: Config) -> list[Path]:
    """The folders that a restore writes to."""
    folders = [config.data]
    files = config.files_folder
    if files:
        folders.append(files)
    if files and files.is_dir():
        paths = sorted(files.iterdir())
        folders += [path for path in paths if path.is_dir() or path.is_symlink()]
    if database := embedded_file(config.database_url):
        folders.append(database.parent)
    return folders


def _fits(config: Config, manifest: Manifest, migrations: Path, source: Path) -> None:
    kind = "postgres"
    if config.database_url.startswith("sqlite"):
        kind = "sqlite"
    if manifest.database != kind:
        raise UnsafeBackup(
            f"{source} is of a {manifest.database} database, and DATABASE_URL names a {kind} one."
        )
    if unknown := [
        name for name in manifest.migrations if not (migrations / f"{name}.py").exists()
    ]:
        if UNRELEASED in unknown:
            raise UnsafeBackup(
                f"{source} was made by an earlier version that was never released; this"
                " version cannot restore it."
            )
        raise UnsafeBackup(
            f"{source} was made by a newer version of the product: it has {', '.join(unknown)}."
        )


def _fits_server(config: Config, dump: Path, source: Path) -> None:
    db = open_database(config.database_url)
    with db.connection_context():
        ours = ownership.schema_name(db)
        postgres.tools(db.server_version // 10000)
    if (theirs := postgres.schema_in(dump)) != ours:
        raise RestoreRefused(
            f"the tables in {source} lie in the schema {theirs}, and this database's role works in"
            f" {ours}: set its search_path to {theirs}. Nothing was changed."
        )


def _fresh(path: Path) -> Path:
    """A folder that is not there yet: two restores in one second are kept apart."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def _sweep(config: Config) -> None:
    """What was unpacked by a restore that was killed before it touched anything."""
    for path in config.data.glob(".restore-*"):
        shutil.rmtree(path, ignore_errors=True)


def _reason(error: Exception) -> str:
    said = (str(error).strip().splitlines() or [type(error).__name__])[0]
    if said.endswith("."):
        return said
    return f"{said}."


def database_file(config: Config) -> Path:
    """Where an embedded database lies.

    Raises:
        Misconfigured: DATABASE_URL names none that lies in a file.
    """
    path = embedded_file(config.database_url)
    if path is None:
        raise ConfigurationError("DATABASE_URL names no file.")
    return path
