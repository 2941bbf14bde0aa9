"""Checks that a backup, a restore and an upgrade would work."""

from __future__ import annotations

from collections.abc import Iterator

import peewee

from tracker.config import Config
from tracker.database_url import direct_url
from tracker.db import is_sqlite, open_database
from tracker.folder import FolderAway
from tracker.operations import restore, space
from tracker.operations.doctor.result import Finding
from tracker.operations.journal import Journal


def recovery_findings(config: Config, db: peewee.Database) -> Iterator[Finding]:
    """Rights, mounts and room, on an open connection."""
    yield from _past_pooler(config)
    yield from _patience(db)
    yield from _upgrade(config, db)
    for said, cure in restore.obstacles(config):
        yield Finding(f"A restore would be refused. {said}", cure)
    try:
        size = space.backup_size(config, db)
    except FolderAway:  # told as what would refuse a restore
        return
    if config.backups and (there := space.free(config.backups)) < size:
        yield Finding(
            f"A backup takes about {size // 1_000_000} MB while it is made, and"
            f" {there // 1_000_000} MB are free below {config.backups}.",
            "Make room, or set BACKUPS to a larger disk.",
        )
    if (there := space.free(config.data)) < size:
        yield Finding(
            f"A restore takes about {size // 1_000_000} MB, and {there // 1_000_000} MB are free"
            f" below {config.data}.",
            "Make room before you need it.",
            grave=False,
        )


def _past_pooler(config: Config) -> Iterator[Finding]:
    """The server itself, where a pooler gives out transactions."""
    url = direct_url(config.database_url)
    if url == config.database_url:
        return
    try:
        with open_database(url).connection_context():
            pass
    except peewee.PeeweeException as error:
        said = (str(error).strip().splitlines() or ["no reason given"])[0]
        yield Finding(
            f"PostgreSQL itself, past the pooler, does not answer: {said}. No backup, restore or"
            " upgrade would work.",
            "Correct &direct=host:port in DATABASE_URL, or let this machine reach it.",
        )


def _patience(db: peewee.Database) -> Iterator[Finding]:
    """How long a write waits for another, on PostgreSQL."""
    if is_sqlite(db):
        return
    if db.execute_sql("SHOW lock_timeout").fetchone()[0] == "0":
        yield Finding(
            "A write waits for another without end: the setting lock_timeout does not reach the"
            " database.",
            "Run `tracker migrate`, which keeps it with the role; or take options= out of"
            " DATABASE_URL.",
        )


def _upgrade(config: Config, db: peewee.Database) -> Iterator[Finding]:
    size = space.copy_size(db)
    if (there := space.free(config.data)) < size + space.MARGIN:
        yield Finding(
            f"An upgrade would be refused: the database is copied first, about"
            f" {size // 1_000_000} MB, and {there // 1_000_000} MB are free below {config.data}.",
            "Make room, or upgrade with `tracker migrate --without-copy` after a backup.",
        )


def interrupted(config: Config) -> Iterator[Finding]:
    """A restore that has not ended; nothing starts until it has."""
    if journal := Journal.of(config):
        said = journal.says()
        yield Finding(said[0].upper() + said[1:], "Run one of these commands.")
