"""`tracker backup`, `restore`, `key` and `doctor`, and the backup of every night."""

from __future__ import annotations

import datetime as dt
import logging
import sys
from contextlib import suppress
from pathlib import Path

import click
import peewee

from tracker.audit.models import AuditEvent, EventType
from tracker.config import (
    Config,
    ConfigurationError,
    check_database_url,
    folder,
)
from tracker.db import DATABASE_ERRORS, connect_to, database
from tracker.migrations import pending, refuse_unreleased
from tracker.operations import backups, doctor, retention
from tracker.operations import restore as restoring
from tracker.operations.locks import work_here
from tracker.operations.machine import (
    FilesNotShared,
    KeyNotShared,
    key_mark,
    trouble_with_files,
    trouble_with_key,
)
from tracker.operations.models import Installation
from tracker.operations.move import Moved
from tracker.operations.move import move as move_rows

log = logging.getLogger("tracker.backups")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def backup(opened, file):
    """Write database, uploaded files and key into FILE (.tar.gz), while the product
    runs; it counts once it has been read back.
    """
    config = Config.from_env(keeps_key=False).past_pooler()
    target = file.absolute()
    work_here(config)
    with backups.readable_database(config, target) as db:
        refuse_unreleased(db)
        behind = pending(db, folder("migrations"))
        if not behind:
            manifest = _backed_up(config, db, target)
    if behind:  # an older database is brought to this version first
        opened()
        with database.connection_context():
            manifest = _backed_up(config, database.obj, target)
    click.echo(
        f"{file}: {_rows(manifest)}, checked. It holds the key and everybody's words: keep it where"
        " only you can read it."
    )


@click.command()
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--continue", "goes_on", is_flag=True, help="Finish a restore that was interrupted."
)
@click.option(
    "--undo",
    is_flag=True,
    help="Call off a restore that was interrupted: put back what was there.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file, goes_on, undo, yes):
    """Put the backup in FILE in place of what is there, which is kept aside.

    Stop `tracker serve` and `work` first.
    """
    if (file is not None) + goes_on + undo != 1:
        raise click.UsageError("name one: FILE, --continue or --undo")
    config = Config.from_env(keeps_key=False).past_pooler()
    at = dt.datetime.now(dt.UTC)
    if undo:
        _call_off(config, at)
        return
    if goes_on:
        journal, erased = restoring.finish(config, folder("migrations"), at)
        manifest = journal.manifest
        _echo_restored(manifest["rows"], manifest["files"], manifest["made_at"])
        _echo_aside(journal.aside, erased)
        return
    if not yes:
        click.confirm(f"Replace everything in {config.data} by {file}?", abort=True)
    manifest, aside, erased = restoring.restore(
        config, file.absolute(), folder("migrations"), at
    )
    _echo_restored(manifest.rows, manifest.files, manifest.made_at)
    _echo_aside(aside, erased)
    _echo_key()


def _echo_aside(aside, erased: int) -> None:
    if erased:
        click.echo(f"{erased} people who had been erased since were erased again.")
    click.echo(
        f"What was there is kept in {aside}: remove it when you are sure, for it holds people's"
        " words."
    )


def _echo_key() -> None:
    """Tell if the backup is from an installation with another key; one that it brought counts."""
    config = Config.from_env(keeps_key=False).past_pooler()
    with connect_to(config.database_url).connection_context():
        if said := trouble_with_key(config):
            click.echo(f"{said}.")


def _echo_restored(rows: dict[str, int], files: int, made_at: str) -> None:
    click.echo(
        f"Restored {sum(rows.values())} rows in {len(rows)} tables and {files} files,"
        f" as of {made_at}."
    )


def _call_off(config: Config, at: dt.datetime) -> None:
    journal = restoring.call_off(config, folder("migrations"), at)
    click.echo(
        "Called off: database, files and key are as they were before the restore."
    )
    if Path(journal.aside).exists():
        click.echo(f"What could not be put back is kept in {journal.aside}.")
    if not config.database_url.startswith("sqlite") and journal.step != "keep_database":
        click.echo("If a pulse was open, open it again: its round is in no copy.")


@click.command()
@click.argument("url", envvar="MOVE_TO")
def move(url):
    """Move everything from the database of DATABASE_URL into the empty one of URL, such as
    postgresql://user:password@host/name, or sqlite:////srv/forsoeg/forsoeg.sqlite.

    Stop `tracker serve` and `work` first. Run again, it goes on where it was interrupted.
    URL may stand in MOVE_TO, where a list of processes does not show its password.
    """
    config = Config.from_env(keeps_key=False).past_pooler()
    moved = move_rows(config, check_database_url(url), folder("migrations"), click.echo)
    _echo_moved(moved)


def _echo_moved(moved: Moved) -> None:
    click.echo(
        f"Moved {sum(moved.rows.values())} rows in {len(moved.rows)} tables; each was compared"
        " with where it came from."
    )
    if moved.left:
        click.echo(f"Not the product's, and left: {', '.join(moved.left)}.")
    if moved.round_emptied:
        click.echo(
            "A pulse is open: its answers are in the new database alone, and gone from the old."
        )
    click.echo(
        "Now set DATABASE_URL to the new database, start `tracker serve` with the same"
        " TRACKER_DATA, and make a backup: those from before fit the old database only."
    )


@click.command("key")
@click.option(
    "--changed",
    is_flag=True,
    help="Let the SECRET_KEY of this machine be the one that counts from now on.",
)
@click.pass_obj
def key_(opened, changed):
    """Say whether SECRET_KEY is the one that the installation works with.

    Give each machine the new one first. What was made with the old one is not understood
    any more: codes beside passwords have to be set up anew.
    """
    config = Config.from_env(keeps_key=changed)
    opened(config)
    with database.connection_context():
        if changed:
            Installation.replace_key(key_mark(config.secret_key))
            AuditEvent.record(EventType.setting_changed, detail="SECRET_KEY")
        elif said := trouble_with_key(config):
            raise KeyNotShared(said)
    if not changed:
        click.echo("SECRET_KEY is the one that this installation works with.")
        return
    click.echo(
        "The installation works with the SECRET_KEY of this machine from now on. Start `tracker"
        " serve` and `work` anew where they run with the old one. Codes beside passwords have to"
        " be set up anew (recovery codes still work), and everybody signs in again."
    )


@click.command("doctor")
def doctor_():
    """Name each thing that is not as it should be in this installation, with its cure;
    changes nothing.
    """
    config = Config.from_env(keeps_key=False)
    found = doctor.run_checks(
        config,
        connect_to(config.database_url),
        folder("migrations"),
        dt.datetime.now(dt.UTC),
    )
    for finding in sorted(found, key=lambda finding: not finding.grave):
        mark = "!" if finding.grave else "-"
        click.echo(f"{mark} {finding.what}\n  {finding.cure}")
    grave = sum(finding.grave for finding in found)
    if found:
        click.echo(f"{grave} to mend, {len(found) - grave} to consider.")
    else:
        click.echo("Everything is as it should be.")
    sys.exit(grave > 0)


def _backed_up(config: Config, db: peewee.Database, target: Path):
    """Take a backup on an open connection, and note in the database that there is one.

    Raises:
        Unshared: The files here are not those that the database knows.
    """
    if said := trouble_with_files(config):
        raise FilesNotShared(said)
    at = dt.datetime.now(dt.UTC)
    manifest = backups.take(config, db, target, at)
    # The backup counts, also when its database takes nothing in
    with suppress(*DATABASE_ERRORS):
        Installation.record_backup(at)
    return manifest


def back_up_by_night(config: Config, at: dt.datetime, day: dt.date) -> None:
    """Take tonight's backup, checked, and remove those that are no longer kept.

    Run twice in a night, the later one stands.

    Raises:
        Misconfigured: This machine makes none; the job is another's.
    """
    if config.backups is None:
        raise ConfigurationError("BACKUPS is off on this machine.")
    manifest = backups.take(
        config, database.obj, retention.named(config.backups, day), at
    )
    gone = retention.rotate(config.backups, day)
    Installation.record_backup(at)
    AuditEvent.record(EventType.backed_up)
    log.info(
        "backed up",
        extra={
            "rows": sum(manifest.rows.values()),
            "files": manifest.files,
            "removed": len(gone),
        },
    )


def _rows(manifest) -> str:
    return (
        f"{sum(manifest.rows.values())} rows in {len(manifest.rows)} tables and {manifest.files}"
        " files"
    )
