"""Whether this installation can do its work: for the machines that watch over it. Facts only: no secrets, no names."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

import peewee

from tracker.accounts.models import Bucket
from tracker.db import database
from tracker.migrating import pending
from tracker.notifications.models import Errand

LEAST_DISK = 100_000_000  # bytes


def readiness(data: Path, migrations: Path, at: dt.datetime) -> tuple[bool, dict]:
    """Whether it is ready, and the facts: database, schema, outbox, disk."""
    disk_is_fine, disk = _disk(data)
    try:
        opened = database.connect(reuse_if_open=True)
    except peewee.PeeweeException:
        return False, {"database": {"up": False}, "disk": disk}
    try:
        unmigrated = pending(database.obj, migrations)
        if unmigrated:
            return False, {"database": {"up": True}, "schema": {"pending": unmigrated}, "disk": disk}
        writable = _can_write(at)
        facts = {"database": {"up": True, "writable": writable}, "schema": {"pending": []}, "outbox": _outbox(at), "disk": disk}
        return writable and disk_is_fine, facts
    except peewee.PeeweeException:
        return False, {"database": {"up": False}, "disk": disk}
    finally:
        if opened:
            database.close()


def _can_write(at: dt.datetime) -> bool:
    """Write a row and take it back."""
    try:
        with database.atomic() as probe:
            Bucket.insert(key="readyz", left=0, at=at).on_conflict_ignore().execute()
            probe.rollback()
    except peewee.PeeweeException:
        return False
    return True


def _outbox(at: dt.datetime) -> dict:
    oldest = Errand.select(Errand.due_at).where(Errand.due_at <= at).order_by(Errand.due_at).first()
    return {
        "given_up": Errand.given_up(),
        "oldest_due_seconds": int((at - oldest.due_at).total_seconds()) if oldest else 0,
    }


def _disk(data: Path) -> tuple[bool, dict]:
    free = shutil.disk_usage(data).free
    try:
        with tempfile.TemporaryFile(dir=data) as probe:
            probe.write(b"x" * 4096)
            probe.flush()
    except OSError:
        return False, {"free_bytes": free, "writable": False}
    return free >= LEAST_DISK, {"free_bytes": free, "writable": True}
