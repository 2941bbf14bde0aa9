"""Whether this installation can do its work: for the machines that watch over it.

No secrets, no names.

It says no where a machine must not be asked: a load balancer then asks the others. What
a person must look at, such as a backup that was missed, is `missed`: no reason to take
a machine out, let alone all of them at once.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from pathlib import Path

import peewee

from tracker.config import Config
from tracker.db import database, is_sqlite
from tracker.experiments.files import is_whole
from tracker.experiments.models import Picture
from tracker.folder import FolderAway
from tracker.jobs.models import TRIES, Job
from tracker.migrations import pending
from tracker.operations.machine import trouble_with_files, trouble_with_key
from tracker.operations.models import Installation

LEAST_DISK = 100_000_000  # bytes


def readiness(config: Config, migrations: Path, at: dt.datetime) -> tuple[bool, dict]:
    """Whether it is ready, and the facts, with what was missed among them."""
    disk_is_fine, disk = _disk(config.data)
    try:
        opened = database.connect(reuse_if_open=True)
    except peewee.PeeweeException:
        return False, {"database": {"up": False}, "disk": disk}
    try:
        unmigrated = pending(database.obj, migrations)
        if unmigrated:
            return False, {
                "database": {"up": True},
                "schema": {"pending": unmigrated},
                "disk": disk,
            }
        facts = {"schema": {"pending": []}, "disk": disk} | _inside(config, at)
        writable = facts["database"]["writable"]
        shared = facts["files"]["shared"] and facts["key"]["shared"]
        return writable and shared and disk_is_fine, facts
    except peewee.PeeweeException:
        return False, {"database": {"up": False}, "disk": disk}
    finally:
        if opened:
            database.close()


def _inside(config: Config, at: dt.datetime) -> dict:
    """What the database tells."""
    outbox = _outbox(at)
    backup = _backup(at)
    files = _files(config)
    missed = {
        "backup": backup["missed"],
        "jobs": outbox["untaken"] > 0,
        "pictures": not files["newest"],
    }
    return {
        "database": {"up": True, "writable": can_write()},
        "outbox": outbox,
        "files": files,
        "key": {"shared": trouble_with_key(config) is None},
        "backup": backup,
        "missed": [name for name, is_missed in missed.items() if is_missed],
    }


def can_write() -> bool:
    """Whether the database takes something in; told without a write that waits for
    others, or they for it.
    """
    if not is_sqlite():
        said = database.execute_sql("SHOW transaction_read_only").fetchone()[0]
        return said == "off"
    path = Path(database.database)
    there = [path.with_name(path.name + ending) for ending in ("", "-wal", "-shm")]
    return all(
        os.access(part, os.W_OK) for part in there if part.exists()
    ) and _holds_a_page(path.parent)


def _outbox(at: dt.datetime) -> dict:
    due = Job.select(Job.due_at).where(Job.due_at <= at, Job.tries < TRIES)
    oldest = due.order_by(Job.due_at).first()
    waits = dt.timedelta(0)
    if oldest:
        waits = at - oldest.due_at
    return {
        "given_up": Job.given_up(),
        "oldest_due_seconds": int(waits.total_seconds()),
        "untaken": Job.waiting_for_machine(at).count(),
    }


def _files(config: Config) -> dict:
    """By the newest picture one sees a folder that was copied, mark and all, instead of shared.

    A bucket is asked once: one that has that picture is the one that counts, which start
    made sure of by its mark.
    """
    newest = Picture.select(Picture.file).order_by(Picture.id.desc()).first()
    try:
        there = newest is None or is_whole(config.files, newest.file)
    except FolderAway:
        return {"shared": False, "newest": True}
    shared = newest is not None and there and config.files.everywhere
    return {"shared": shared or trouble_with_files(config) is None, "newest": there}


def _backup(at: dt.datetime) -> dict:
    known = Installation.current()
    last = known and known.backed_up_at
    return {
        "last": last and last.isoformat(timespec="seconds"),
        "missed": known is not None and known.misses_backup(at),
    }


def _disk(data: Path) -> tuple[bool, dict]:
    free = shutil.disk_usage(data).free
    writable = _holds_a_page(data)
    return writable and free >= LEAST_DISK, {"free_bytes": free, "writable": writable}


def _holds_a_page(folder: Path) -> bool:
    """Whether a folder takes in a file of one page, which is gone at once."""
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x" * 4096)
            probe.flush()
    except OSError:
        return False
    return True
