"""What stands in the database: whether it is sound, who is here, what waits, and whose
picture lacks its file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from importlib.util import find_spec

import peewee

from tracker.accounts.models import Person, Role
from tracker.audit.models import AuditEvent
from tracker.config import Config
from tracker.db import PRAGMAS, is_sqlite
from tracker.experiments.files import lost
from tracker.experiments.models import Picture
from tracker.folder import FolderAway
from tracker.jobs.models import MAILS, TRIES, Job, MailRefusal
from tracker.moments import is_ahead
from tracker.operations import postgres
from tracker.operations.doctor.result import Finding
from tracker.operations.machine import (
    abilities,
    trouble_with_files,
    trouble_with_key,
)
from tracker.operations.models import Installation

# Before it, a checkpoint that meets a writer can damage a database in WAL
SOUND_SQLITE = (3, 51, 3)
OLDEST_POSTGRES = 14
# Without these, an answered write may be lost
UNSOUND = ("fsync", "full_page_writes", "synchronous_commit")
LATE = dt.timedelta(minutes=10)


def database_findings(
    config: Config, db: peewee.Database, at: dt.datetime
) -> Iterator[Finding]:
    """The findings that need the database, on an open connection."""
    yield from _soundness(db)
    yield from _people()
    yield from _jobs(config, at)
    yield from _refused_mail()
    yield from _machines(config, at)
    yield from _clock(at)
    yield from _pictures(config)


def _soundness(db: peewee.Database) -> Iterator[Finding]:
    if is_sqlite(db):
        yield from _sqlite(db)
        return
    if (version := db.server_version // 10000) < OLDEST_POSTGRES:
        yield Finding(
            f"PostgreSQL is of version {version}.",
            f"Upgrade it: {OLDEST_POSTGRES} is the oldest that is tested.",
        )
    try:
        postgres.tools(version)
    except postgres.ToolMissing as error:
        yield Finding(
            f"No backup can be made: {error}", "Install them on this machine."
        )
    off = [
        name
        for name in UNSOUND
        if db.execute_sql(f"SHOW {name}").fetchone()[0] == "off"
    ]
    if off:
        yield Finding(
            f"PostgreSQL answers before it has written ({', '.join(off)} is off).",
            "Switch it on.",
        )


def _sqlite(db: peewee.Database) -> Iterator[Finding]:
    if peewee.sqlite3.sqlite_version_info < SOUND_SQLITE:
        yield Finding(
            f"SQLite is {peewee.sqlite3.sqlite_version}, which can damage a database.",
            _newer_sqlite(),
        )
    for name, wanted in PRAGMAS.items():
        if (got := db.execute_sql(f"PRAGMA {name}").fetchone()[0]) != wanted:
            yield Finding(
                f"SQLite's {name} is {got}, not {wanted}.",
                "Move the data folder to a local disk.",
            )
    if (said := db.execute_sql("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
        yield Finding(
            f"The database is damaged: {said}",
            "Stop `tracker serve` and restore the newest backup.",
        )
    if broken := db.execute_sql("PRAGMA foreign_key_check").fetchone():
        yield Finding(
            f"A row of {broken[0]} points to nothing.",
            "Stop `tracker serve` and restore the newest backup.",
        )


def _newer_sqlite() -> str:
    if find_spec("pysqlite3"):
        return "pip install --upgrade pysqlite3"
    needed = ".".join(map(str, SOUND_SQLITE))
    return (
        "There is no ready SQLite for this kind of machine, so it is the system's: let that be"
        f" {needed} or newer, build `pip install pysqlite3` against one, or use PostgreSQL."
    )


def _people() -> Iterator[Finding]:
    active = Person.select(Person.role).where(Person.disabled_at.is_null())
    roles = {person.role for person in active.distinct()}
    if Role.admin not in roles:
        yield Finding(
            "Nobody is administrator.",
            "tracker person add EMAIL --name NAME --role admin",
        )
    if Role.facilitator not in roles:
        yield Finding(
            "Nobody is facilitator: nobody is told of something personal.",
            "Give somebody the role, under People.",
            grave=False,
        )


def _jobs(config: Config, at: dt.datetime) -> Iterator[Finding]:
    ours = Job.needs.is_null() | Job.needs.in_(sorted(abilities(config)))
    late = Job.select().where(
        ours, Job.leased_until.is_null(), Job.tries < TRIES, Job.due_at < at - LATE
    )
    mails = sorted(MAILS)
    if late.where(Job.kind.not_in(mails)).exists():
        yield Finding(
            "Jobs (notices, imports) have waited for more than ten minutes.",
            "Start `tracker serve` or `tracker work`.",
        )
    if number := late.where(Job.kind.in_(mails)).count():
        yield Finding(
            f"{number} mails have waited for more than ten minutes.",
            "Start `tracker serve` or `tracker work`. Where it runs, the mail server is away or"
            " slow, or ?rate= in MAIL_URL lets no more through: `tracker mail ADDRESS` tries it.",
        )
    tried = Job.select(Job.last_error).where(
        Job.kind.in_(mails), Job.tries < TRIES, Job.last_error != ""
    )
    if number := tried.count():
        yield Finding(
            f"{number} mails were not taken and are tried again, for three days.",
            f"What was said last: {tried.order_by(Job.id.desc()).first().last_error[:160]}",
            grave=False,
        )
    if given_up := Job.given_up():
        reasons = (
            Job.select(Job.kind, Job.last_error).where(Job.tries >= TRIES).limit(1)
        )
        yield Finding(
            f"{given_up} jobs were given up.",
            f"Look at the first: {next(iter(reasons)).last_error[:120]} `tracker mail --again`"
            " tries mails among them again.",
            grave=False,
        )


def _refused_mail() -> Iterator[Finding]:
    refused = MailRefusal.select().count()
    if refused:
        yield Finding(
            f"{refused} mail addresses refuse mail for good.",
            "Under People they stand with what the mail server said.",
            grave=False,
        )


def _clock(at: dt.datetime) -> Iterator[Finding]:
    ahead = (
        AuditEvent.select(AuditEvent.at)
        .where(is_ahead(AuditEvent.at, at))
        .order_by(AuditEvent.at.desc())
        .first()
    )
    if ahead:
        yield Finding(
            f"Something was noted on {ahead.at:%Y-%m-%d}, which has not come yet: a clock ran"
            " ahead, or this one is behind.",
            "Let every machine take its time from the network (NTP). What falls due is planned anew"
            " by itself; sessions and links of that time open nothing.",
            grave=False,
        )


def _machines(config: Config, at: dt.datetime) -> Iterator[Finding]:
    """Findings about work that is left to another machine."""
    if said := trouble_with_files(config):
        what, _, cure = said.partition(". ")
        yield Finding(f"{what}.", cure)
    if said := trouble_with_key(config):
        what, _, cure = said.partition(". ")
        yield Finding(f"{what}.", f"{cure}.")
    if untaken := Job.waiting_for_machine(at).count():
        yield Finding(
            f"{untaken} lists wait to be imported, and lie in the `files/` of a machine that does"
            " not take them.",
            "Start `tracker serve` or `tracker work` there, or let all machines share one"
            " `files/`.",
        )
    known = Installation.current()
    if config.backups is None and (
        known is None or known.backed_up_at is None or known.misses_backup(at)
    ):
        last = "there is no backup yet."
        if known and known.backed_up_at:
            last = f"the last time was {known.backed_up_at:%Y-%m-%d %H:%M} UTC."
        yield Finding(
            "BACKUPS is off here, and nothing is backed up by another machine either:"
            f" {last}",
            "Leave BACKUPS out on one machine, or name a folder on another disk, and let `tracker"
            " serve` or `work` run there.",
            grave=known is None or known.misses_backup(at),
        )


def _pictures(config: Config) -> Iterator[Finding]:
    files = [file for (file,) in Picture.select(Picture.file).tuples()]
    try:
        missing = lost(config.files, files)
    except FolderAway:
        return  # told with the machine
    if missing:
        yield Finding(
            f"{len(missing)} pictures lack their file, or it is damaged ({missing[0]} …).",
            "Bring them back from a backup.",
        )
