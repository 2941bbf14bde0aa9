"""Retention periods of personal data, carried out every night."""

from __future__ import annotations

import datetime as dt
import logging
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import peewee

from tracker.accounts.models import LoginEvent, Person, Setting
from tracker.audit.models import KEPT, KEPT_DAYS, LEAST_DAYS, AuditEvent, EventType
from tracker.concerns.models import KEPT as SEALED
from tracker.concerns.models import SealedText
from tracker.core.validation import N_, ValidationFailed
from tracker.db import database
from tracker.experiments.files import delete_unknown_lists
from tracker.experiments.models import Import
from tracker.folder import Folder
from tracker.jobs.models import TRIES, Job, MailRefusal
from tracker.notifications.models import Notice
from tracker.privacy.erasure import erase, settle_files
from tracker.privacy.models import PossibleMention

log = logging.getLogger("tracker.retention")

NEVER = 0


class Places(Protocol):
    """Where an installation keeps what is no row, as its configuration says."""

    data: Path
    files: Folder


@dataclass(frozen=True)
class RetentionPeriod:
    """How long one kind of thing is kept.

    Attributes:
        name: Of the setting; the number of days stands in it.
        days: What holds until an administrator chooses.
        least: The shortest that can be chosen; `NEVER` may be, where `days` is that.
        sweep: Removes what was there before a moment, and gives how much that was.
        here: Whether it lies in the data folder of each machine, so that each has to
            remove its own.
    """

    name: str
    what: str
    days: int
    least: int
    sweep: Callable[[dt.datetime, Places], int]
    here: bool = False

    @property
    def chosen(self) -> int:
        """Days, as they are set."""
        return int(Setting.chosen(self.name, str(self.days)))


def _acts(before: dt.datetime, places: Places) -> int:
    """The database lets go what is old by its own clock.

    Where that one differs from the product's, the rest stays for a while.
    """
    try:
        with database.atomic():
            return AuditEvent.sweep(before)
    except peewee.IntegrityError:
        log.warning(
            "the audit log keeps all: by the database's clock some of what should go is too young"
        )
        return 0


def _imports(before: dt.datetime, places: Places) -> int:
    gone = Import.delete().where(Import.made_at < before).execute()
    delete_unknown_lists(places.files, dt.datetime.now(dt.UTC))
    return gone


def _notices(before: dt.datetime, places: Places) -> int:
    return Notice.sweep(before) + PossibleMention.sweep(before)


def _jobs(before: dt.datetime, places: Places) -> int:
    return (
        MailRefusal.sweep(before)
        + Job.delete().where(Job.tries >= TRIES, Job.due_at < before).execute()
    )


def _mails(before: dt.datetime, places: Places) -> int:
    folder = places.data / "mails"
    if not folder.is_dir():
        return 0
    old = [path for path in folder.iterdir() if _is_older(path, before)]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _copies(before: dt.datetime, places: Places) -> int:
    """They hold everybody's words too, also of those who were erased since."""
    # Of restores, those that were killed while they unpacked too
    copies = list(places.data.glob("before-*"))
    copies += places.data.glob(".restore-*")
    old = [path for path in copies if _is_older(path, before)]
    for path in old:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return len(old)


def _is_older(path: Path, moment: dt.datetime) -> bool:
    """Whether it was written before; what another worker has removed meanwhile was not."""
    try:
        return path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:
        return False


def _closed_accounts(before: dt.datetime, places: Places) -> int:
    erased = 0
    now = dt.datetime.now(dt.UTC)
    for person in Person.select().where(
        Person.disabled_at < before, Person.erased_at.is_null()
    ):
        try:
            erase(person, data=places.data, folder=places.files, at=now)
        except ValidationFailed:
            continue
        erased += 1
    return erased


PERIODS = (
    RetentionPeriod("keep_notices", N_("Notices"), 400, 30, _notices),
    RetentionPeriod(
        "keep_entries",
        N_("Who came in when"),
        180,
        30,
        lambda before, places: LoginEvent.sweep(before),
    ),
    RetentionPeriod(KEPT, N_("The audit log"), KEPT_DAYS, LEAST_DAYS, _acts),
    RetentionPeriod(
        "keep_imports",
        N_("Uploaded lists, and the rows of them that could not be taken"),
        90,
        7,
        _imports,
    ),
    RetentionPeriod("keep_jobs", N_("Mails and jobs that were given up"), 90, 7, _jobs),
    RetentionPeriod(
        "keep_mails",
        N_("Mails as files, where there is no mail server"),
        30,
        1,
        _mails,
        here=True,
    ),
    RetentionPeriod(
        "keep_copies",
        N_("Copies of everything from before an upgrade or a restore"),
        35,
        7,
        _copies,
        here=True,
    ),
    RetentionPeriod(
        "keep_closed",
        N_("Closed accounts; then they are erased. 0: they stay."),
        NEVER,
        30,
        _closed_accounts,
    ),
)


def carry_out(places: Places, at: dt.datetime) -> dict[str, int]:
    """Remove what has been kept long enough, kind by kind. Returns how much of each went."""
    gone = _swept(PERIODS, places, at)
    # No setting: that is what their author was told
    gone["sealed"] = SealedText.sweep(at - SEALED)
    noted = _noted(gone)
    # Also what an erasure by day could not remove, as somebody was reading just then
    settle_files()
    return noted


def carry_out_here(places: Places, at: dt.datetime) -> dict[str, int]:
    """The same of what lies in this machine's own data folder; every machine does it for itself."""
    return _noted(_swept([period for period in PERIODS if period.here], places, at))


def _swept(
    periods: Iterable[RetentionPeriod], places: Places, at: dt.datetime
) -> dict[str, int]:
    chosen = {period: period.chosen for period in periods}
    return {
        period.name: period.sweep(at - dt.timedelta(days=days), places)
        for period, days in chosen.items()
        if days != NEVER
    }


def _noted(gone: dict[str, int]) -> dict[str, int]:
    if any(gone.values()):
        AuditEvent.record(
            EventType.swept,
            detail=", ".join(f"{name} {n}" for name, n in gone.items() if n),
        )
    return gone
