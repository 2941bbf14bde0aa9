"""Who works on a data folder: one `serve` on an embedded database, and nobody at all while a restore replaces it.

The locks are the operating system's (flock): one that dies leaves none behind. They bind the processes of one machine, which is
where an embedded database lives; on PostgreSQL several machines may serve, and every request asks whether the schema still is this version's.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

from tracker.config import Config
from tracker.disk import open_private

_kept: list[IO] = []  # open for as long as the process lives, and the locks with them


class InUse(Exception):
    """Another process works on this folder; the message says what to do."""


def serve_alone(config: Config) -> None:
    """Be the one `serve` on an embedded database, until this process ends.

    Raises:
        InUse: There is another.
    """
    if not config.database_url.startswith("sqlite"):
        return
    try:
        lock = _locked(config.data / "serve.lock", fcntl.LOCK_EX)
    except BlockingIOError as error:
        number = (config.data / "serve.lock").read_text().strip()
        raise InUse(
            f"another `tracker serve` (process {number}) serves {config.data}. Stop it first, or give this one a folder of its "
            "own with TRACKER_DATA; several serve together on PostgreSQL."
        ) from error
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    _kept.append(lock)


def work_here(config: Config) -> None:
    """Say that this process works on the folder, until it ends.

    Raises:
        InUse: A restore is going on, or one was interrupted.
    """
    if (config.data / "restore.unfinished").exists():
        raise InUse(f"a restore of {config.data} was interrupted. Run `tracker restore FILE` again, with the same file.")
    try:
        _kept.append(_locked(config.data / "running.lock", fcntl.LOCK_SH))
    except BlockingIOError as error:
        raise InUse(f"{config.data} is being restored. Wait until that is done.") from error


def alone_here(config: Config) -> IO:
    """Be the only process that works on the folder, until the file that is returned is closed.

    Raises:
        InUse: The product, or a command of it, is running.
    """
    try:
        return _locked(config.data / "running.lock", fcntl.LOCK_EX)
    except BlockingIOError as error:
        raise InUse(f"`tracker serve`, `work` or another command uses {config.data}. Stop it first.") from error


def _locked(path: Path, how: int) -> IO:
    file = open_private(path, "a+")
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise
    return file
