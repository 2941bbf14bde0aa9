"""`tracker doctor`: what is not as it should be in an installation, each with its cure. It changes nothing."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import peewee

from tracker.accounts.models import Person, Role
from tracker.config import Config
from tracker.db import PRAGMAS, is_sqlite
from tracker.experiments.files import is_whole
from tracker.experiments.models import Picture
from tracker.migrating import pending
from tracker.notifications.models import Errand
from tracker.operations import postgres, rotation

SOUND_SQLITE = (3, 51, 3)  # before it, a checkpoint that meets a writer can damage a database in WAL
OLDEST_POSTGRES = 14
UNSOUND = ("fsync", "full_page_writes", "synchronous_commit")  # without these, an answered write may be lost
LEAST_DISK = 1_000_000_000  # bytes
LATE = dt.timedelta(minutes=10)
STALE = dt.timedelta(hours=50)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        grave: Whether data or people are at risk; the others are advice.
    """

    what: str
    cure: str
    grave: bool = True


Check = Callable[[], Iterator[Finding]]


def examine(config: Config, db: peewee.Database, migrations: Path, at: dt.datetime) -> list[Finding]:
    """Everything that is not as it should be; an empty list is a sound installation.

    Args:
        db: The one that every noun points at; that it does not answer is a finding too.
    """
    found = [*_address(config), *_folder(config), *_mail(config), *_disk(config), *_backups(config, at)]
    opened = False
    try:
        opened = db.connect(reuse_if_open=True)
        if todo := pending(db, migrations):
            said = f"{len(todo)} migrations are not applied ({todo[0]} …)."
            return [*found, Finding(said, "Run `tracker migrate`, or start `tracker serve`.")]
        return [*found, *_database(config, db), *_people(), *_errands(at), *_pictures(config)]
    except peewee.PeeweeException as error:
        reason = (str(error).strip().splitlines() or ["no reason given"])[0]
        return [*found, Finding(f"The database does not answer: {reason}", "Start it, or correct DATABASE_URL.")]
    finally:
        if opened:
            db.close()


def _address(config: Config) -> Iterator[Finding]:
    if config.public_url is None:
        yield Finding(
            "PUBLIC_URL is not set: only this machine can be served.",
            "Set it to the address people use, with https.",
            grave=False,
        )
    elif not config.https:
        yield Finding(
            "PUBLIC_URL is http: passwords and pages travel readable.",
            "Put a proxy with a certificate in front and write https.",
        )
    if config.https and config.proxy_hops == 0:
        yield Finding(
            "PROXY_HOPS is 0 although PUBLIC_URL is https: every caller seems to be the proxy, and one who guesses passwords slows all.",
            "Set PROXY_HOPS to the number of proxies in front, usually 1.",
        )
    if config.registration == "open":
        yield Finding(
            "REGISTRATION is open: whoever reaches the address can make an account.",
            "Write the organisation's mail domains, or closed, unless that is meant.",
            grave=False,
        )


def _folder(config: Config) -> Iterator[Finding]:
    for path in (config.data, config.data / "secret_key", config.files, _sqlite_file(config)):
        if path and path.exists() and _open_to_others(path) and (path == config.data or _open_to_others(path.parent)):
            mode = "700" if path.is_dir() else "600"
            yield Finding(f"{path} can be read by other accounts of this machine.", f"chmod {mode} {path}")
    if not os.access(config.data, os.W_OK):
        yield Finding(f"{config.data} cannot be written.", f"chown -R it to the account that runs `tracker`: {config.data}")
    if (config.data / "restore.unfinished").exists():
        yield Finding("A restore was interrupted.", "Run `tracker restore FILE` again, with the same file.")


def _mail(config: Config) -> Iterator[Finding]:
    if config.mail_url is None:
        yield Finding(
            "MAIL_URL is not set: mails (invitations, new passwords, Tuesday's) are written to files in the data folder.",
            "Set it to smtp://user:password@mail.example.org:587, or hand the links on yourself.",
            grave=False,
        )
    if waiting := _count(config.data / "mails") if config.mail_url else 0:
        yield Finding(
            f"{waiting} mails lie in {config.data / 'mails'} from before.", "Look through them and remove them.", grave=False
        )


def _disk(config: Config) -> Iterator[Finding]:
    free = shutil.disk_usage(config.data).free
    if free < LEAST_DISK:
        yield Finding(
            f"Only {free // 1_000_000} MB are free below {config.data}.", "Make room: a full disk keeps people from saving."
        )


def _backups(config: Config, at: dt.datetime) -> Iterator[Finding]:
    if config.backups is None:
        yield Finding("BACKUPS is off: nothing is backed up by night.", "Leave it out, or name a folder on another disk.")
        return
    newest = max(rotation.nights(config.backups).values(), default=None)
    age = newest and at - dt.datetime.fromtimestamp(newest.stat().st_mtime, dt.UTC)
    if age is None or age > STALE:
        said = (
            f"The newest nightly backup is {age.days} days old."
            if age
            else f"There is no nightly backup in {config.backups} yet."
        )
        yield Finding(
            said, "`tracker serve` makes one every night; `tracker backup FILE` makes one now.", grave=age is not None
        )
    if config.backups.is_relative_to(config.data):
        yield Finding(
            "Backups lie in the data folder: a broken disk takes both.",
            "Set BACKUPS to a folder elsewhere, or copy them away.",
            grave=False,
        )


def _database(config: Config, db: peewee.Database) -> Iterator[Finding]:
    if is_sqlite(db):
        yield from _sqlite(db)
        return
    if (version := db.server_version // 10000) < OLDEST_POSTGRES:
        yield Finding(f"PostgreSQL is of version {version}.", f"Upgrade it: {OLDEST_POSTGRES} is the oldest that is tested.")
    try:
        postgres.tools(version)
    except postgres.ToolMissing as error:
        yield Finding(f"No backup can be made: {error}", "Install them on this machine.")
    off = [name for name in UNSOUND if db.execute_sql(f"SHOW {name}").fetchone()[0] == "off"]
    if off:
        yield Finding(f"PostgreSQL answers before it has written ({', '.join(off)} is off).", "Switch it on.")


def _sqlite(db: peewee.Database) -> Iterator[Finding]:
    if peewee.sqlite3.sqlite_version_info < SOUND_SQLITE:
        yield Finding(
            f"SQLite is {peewee.sqlite3.sqlite_version}, which can damage a database.", "pip install --upgrade pysqlite3"
        )
    for name, wanted in PRAGMAS.items():
        if (got := db.execute_sql(f"PRAGMA {name}").fetchone()[0]) != wanted:
            yield Finding(f"SQLite's {name} is {got}, not {wanted}.", "Move the data folder to a local disk.")
    if (said := db.execute_sql("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
        yield Finding(f"The database is damaged: {said}", "Stop `tracker serve` and restore the newest backup.")
    if broken := db.execute_sql("PRAGMA foreign_key_check").fetchone():
        yield Finding(f"A row of {broken[0]} points to nothing.", "Stop `tracker serve` and restore the newest backup.")


def _people() -> Iterator[Finding]:
    active = Person.select(Person.role).where(Person.disabled_at.is_null())
    roles = {person.role for person in active.distinct()}
    if Role.admin not in roles:
        yield Finding("Nobody is administrator.", "tracker person add EMAIL --name NAME --role admin")
    if Role.facilitator not in roles:
        yield Finding(
            "Nobody is facilitator: nobody is told of something personal.", "Give somebody the role, under People.", grave=False
        )


def _errands(at: dt.datetime) -> Iterator[Finding]:
    oldest = Errand.select(peewee.fn.MIN(Errand.due_at)).where(Errand.leased_until.is_null()).scalar()
    if oldest and at - (oldest if oldest.tzinfo else oldest.replace(tzinfo=dt.UTC)) > LATE:
        yield Finding(
            "Errands (mails, notices, imports) have waited for more than ten minutes.",
            "Start `tracker serve` or `tracker work`.",
        )
    if given_up := Errand.given_up():
        reasons = Errand.select(Errand.kind, Errand.trouble).where(Errand.tries >= 8).limit(1)
        yield Finding(
            f"{given_up} errands were given up.", f"Look at the first: {next(iter(reasons)).trouble[:120]}", grave=False
        )


def _pictures(config: Config) -> Iterator[Finding]:
    files = [file for (file,) in Picture.select(Picture.file).tuples()]
    if lost := [file for file in files if not is_whole(config.files / "pictures" / file)]:
        yield Finding(
            f"{len(lost)} pictures lack their file, or it is damaged ({lost[0]} …).", "Bring them back from a backup."
        )


def _sqlite_file(config: Config) -> Path | None:
    url = config.database_url
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def _open_to_others(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0
