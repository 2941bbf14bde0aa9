"""`tracker backup`, `restore` and `doctor`, and the backup of every night."""

from __future__ import annotations

import datetime as dt
import logging
import sys
from contextlib import suppress
from pathlib import Path

import click

from tracker.audit.models import Act, What
from tracker.config import Config, Misconfigured, folder
from tracker.db import TROUBLE, connect_to, database
from tracker.operations import backups, doctor, restoring, rotation
from tracker.operations.machine import Unshared, trouble_with_files
from tracker.operations.models import Installation

log = logging.getLogger("tracker.backups")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def backup(opened, file):
    """Write database, uploaded files and key into FILE (.tar.gz), while the product runs; it counts once it has been read back."""
    config, at = opened().config["TRACKER"], dt.datetime.now(dt.UTC)
    with database.connection_context():
        if said := trouble_with_files(config):
            raise Unshared(said)
        manifest = backups.take(config, database.obj, file.absolute(), at)
        with suppress(*TROUBLE):  # the backup counts, also when its database takes nothing in
            Installation.note_backup(at)
    click.echo(
        f"{file}: {_rows(manifest)}, checked. It holds the key and everybody's words: keep it where only you can read it."
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file, yes):
    """Put the backup in FILE in place of what is there, which is kept aside. Stop `tracker serve` and `work` first."""
    config = Config.from_env()
    if not yes:
        click.confirm(f"Replace everything in {config.data} by {file}?", abort=True)
    manifest, aside, erased = restoring.restore(config, file, folder("migrations"), dt.datetime.now(dt.UTC))
    click.echo(f"Restored {_rows(manifest)}, as of {manifest.made_at}.")
    if erased:
        click.echo(f"{erased} people who had been erased since were erased again.")
    click.echo(f"What was there is kept in {aside}: remove it when you are sure, for it holds people's words.")


@click.command("doctor")
def doctor_():
    """Name each thing that is not as it should be in this installation, with its cure; changes nothing."""
    config = Config.from_env()
    found = doctor.examine(config, connect_to(config.database_url), folder("migrations"), dt.datetime.now(dt.UTC))
    for finding in sorted(found, key=lambda finding: not finding.grave):
        click.echo(f"{'!' if finding.grave else '-'} {finding.what}\n  {finding.cure}")
    click.echo(
        "Everything is as it should be."
        if not found
        else f"{sum(f.grave for f in found)} to mend, {sum(not f.grave for f in found)} to consider."
    )
    sys.exit(any(finding.grave for finding in found))


def back_up_by_night(config: Config, at: dt.datetime, day: dt.date) -> None:
    """Take tonight's backup, checked, and remove those that are no longer kept. Run twice in a night, the later one stands.

    Raises:
        Misconfigured: This machine makes none; the errand is another's.
    """
    if config.backups is None:
        raise Misconfigured("BACKUPS is off on this machine.")
    manifest = backups.take(config, database.obj, rotation.named(config.backups, day), at)
    gone = rotation.rotate(config.backups, day)
    Installation.note_backup(at)
    Act.note(What.backed_up)
    log.info("backed up", extra={"rows": sum(manifest.rows.values()), "files": manifest.files, "removed": len(gone)})


def _rows(manifest) -> str:
    return f"{sum(manifest.rows.values())} rows in {len(manifest.rows)} tables and {manifest.files} files"
