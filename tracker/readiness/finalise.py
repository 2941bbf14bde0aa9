"""Finalising a closed round: removing its traces from the files of the database."""

from __future__ import annotations

from tracker.db import database, is_sqlite
from tracker.notifications.enums import NoticeKind
from tracker.notifications.models import Notice
from tracker.readiness.models.pulse import opening_of


class DatabaseBusy(Exception):
    """Another connection reads an older state of the database; the job is tried again."""


def finalise(pulse: int) -> None:
    """Delete the notices of the opening of a round, and truncate SQLite's journal.

    Call it outside of a transaction. It may run several times.

    Args:
        pulse: The id of the round.

    Raises:
        DatabaseBusy: The journal could not be truncated yet.
    """
    forget_readers(pulse)
    if is_sqlite():
        busy, *_ = database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise DatabaseBusy("the journal is being read")


def forget_readers(pulse: int) -> None:
    """Delete the notices of the opening of a round.

    The time at which a person read one reveals when that person answered.
    """
    Notice.delete().where(
        Notice.kind == NoticeKind.pulse_opened, Notice.event == opening_of(pulse)
    ).execute()
