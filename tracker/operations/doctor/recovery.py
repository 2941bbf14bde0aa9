"""Checks that a backup and a restore would work."""

from __future__ import annotations

from collections.abc import Iterator

import peewee

from tracker.config import Config
from tracker.operations import restore, space
from tracker.operations.doctor.result import Finding
from tracker.operations.journal import Journal


def recovery_findings(config: Config, db: peewee.Database) -> Iterator[Finding]:
    """Rights, mounts and room, on an open connection."""
    for said, cure in restore.obstacles(config):
        yield Finding(f"A restore would be refused. {said}", cure)
    size = space.backup_size(config, db)
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


def interrupted(config: Config) -> Iterator[Finding]:
    """A restore that has not ended; nothing starts until it has."""
    if journal := Journal.of(config):
        said = journal.says()
        yield Finding(said[0].upper() + said[1:], "Run one of these commands.")
