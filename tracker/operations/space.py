"""Checks the free space of each disk before a restore or a backup writes to it."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

import peewee

from tracker.config import Config
from tracker.db import embedded_file, is_sqlite
from tracker.operations.folders import nearest, size_of

MARGIN = 1_000_000  # bytes that stay free
COPIES = 3  # a backup lies there as a copy, packed, and unpacked again to be checked


class NotEnoughSpace(Exception):
    """There is too little space; nothing was changed."""


def free(path: Path) -> int:
    """Bytes that are free where a path lies or will lie."""
    return shutil.disk_usage(nearest(path)).free


def check_restore(config: Config, sizes: dict[str, int]) -> None:
    """Make sure that what a backup holds fits beside what is there.

    Args:
        sizes: Path in the backup to its number of bytes.

    Raises:
        NoRoom: A disk has too little space.
    """
    wanted = defaultdict(int)
    here = config.data
    files = config.files_folder
    stored = size_of(config.files)
    brought = sum(n for name, n in sizes.items() if name.startswith("files/"))
    wanted[here] += sum(sizes.values())
    if files is None:
        wanted[here] += stored  # kept aside here
    elif _device(files) != _device(here):
        wanted[here] += stored  # kept aside on another disk
        wanted[files] += brought - stored
    if database := embedded_file(config.database_url):
        if _device(database.parent) != _device(here):
            if database.exists():
                wanted[here] += database.stat().st_size
            wanted[database.parent] += sizes.get("database.sqlite", 0)
    else:
        wanted[here] += COPIES * stored
    _demand(wanted)


def backup_size(config: Config, db: peewee.Database) -> int:
    """About how many bytes a backup takes while it is made, on an open connection."""
    return COPIES * (copy_size(db) + size_of(config.files))


def copy_size(db: peewee.Database) -> int:
    """About how many bytes a copy of the database takes, on an open connection."""
    if is_sqlite(db):
        return Path(db.database).stat().st_size
    size = db.execute_sql("SELECT pg_database_size(current_database())")
    return size.fetchone()[0] // 2


def _demand(wanted: dict[Path, int]) -> None:
    disks = defaultdict(int)
    named = {}
    for path, size in wanted.items():
        disks[_device(path)] += size
        named.setdefault(_device(path), path)
    for device, size in disks.items():
        path = named[device]
        if size + MARGIN > (there := free(path)):
            raise NotEnoughSpace(
                f"there is too little space below {path}: {_megabytes(size + MARGIN)} MB are needed"
                f" and {_megabytes(there)} MB are free. Nothing was changed."
            )


def _device(path: Path) -> int:
    return nearest(path).stat().st_dev


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
