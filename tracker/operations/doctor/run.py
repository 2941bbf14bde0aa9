"""Everything that is looked at, in turn."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import peewee

from tracker.config import Config
from tracker.migrations import (
    MADE_BEFORE_RELEASE,
    begin_anew,
    is_unreleased,
    pending,
)
from tracker.operations.doctor.database import database_findings
from tracker.operations.doctor.environment import environment_findings, is_missing
from tracker.operations.doctor.recovery import recovery_findings
from tracker.operations.doctor.result import Finding


def run_checks(
    config: Config, db: peewee.Database, migrations: Path, at: dt.datetime
) -> list[Finding]:
    """Everything that is not as it should be; an empty list is a sound installation.

    Args:
        db: The one that every noun points at; that it does not answer is a finding too.
    """
    found = [*environment_findings(config, at)]
    opened = False
    if is_missing(config):
        return [
            *found,
            Finding(
                "There is no database yet.",
                "Start `tracker serve`, or correct TRACKER_DATA or DATABASE_URL.",
            ),
        ]
    try:
        opened = db.connect(reuse_if_open=True)
        if is_unreleased(db):
            return [*found, Finding(MADE_BEFORE_RELEASE, begin_anew(db))]
        if todo := pending(db, migrations):
            said = f"{len(todo)} migrations are not applied ({todo[0]} …)."
            return [
                *found,
                Finding(said, "Run `tracker migrate`, or start `tracker serve`."),
            ]
        return [
            *found,
            *database_findings(config, db, at),
            *recovery_findings(config, db),
        ]
    except peewee.PeeweeException as error:
        reason = (str(error).strip().splitlines() or ["no reason given"])[0]
        return [
            *found,
            Finding(
                f"The database does not answer: {reason}",
                "Start it, or correct DATABASE_URL.",
            ),
        ]
    finally:
        if opened:
            db.close()
