"""Runs all checks of `tracker doctor`."""

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
from tracker.operations.doctor.sign_in import (
    password_findings,
    provider_findings,
    token_findings,
)


def run_checks(
    config: Config, db: peewee.Database, migrations: Path, at: dt.datetime
) -> list[Finding]:
    """All findings; an empty list is a sound installation.

    Args:
        db: The database of the models; a finding says when it does not answer.
    """
    found = list(environment_findings(config, at))
    found += provider_findings(config)
    if is_missing(config):
        found.append(
            Finding(
                "There is no database yet.",
                "Start `tracker serve`, or correct TRACKER_DATA or DATABASE_URL.",
            )
        )
        return found
    opened = False
    try:
        opened = db.connect(reuse_if_open=True)
        return found + _checked_database(config, db, migrations, at)
    except peewee.PeeweeException as error:
        reason = (str(error).strip().splitlines() or ["no reason given"])[0]
        found.append(
            Finding(
                f"The database does not answer: {reason}",
                "Start it, or correct DATABASE_URL.",
            )
        )
        return found
    finally:
        if opened:
            db.close()


def _checked_database(
    config: Config, db: peewee.Database, migrations: Path, at: dt.datetime
) -> list[Finding]:
    if is_unreleased(db):
        return [Finding(MADE_BEFORE_RELEASE, begin_anew(db))]
    if todo := pending(db, migrations):
        message = f"{len(todo)} migrations are not applied ({todo[0]} …)."
        return [Finding(message, "Run `tracker migrate`, or start `tracker serve`.")]
    found = list(database_findings(config, db, at))
    found += recovery_findings(config, db)
    found += password_findings(config.oidc)
    found += token_findings(at)
    return found
