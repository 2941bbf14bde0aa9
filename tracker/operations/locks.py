"""Who works on a data folder and its database: one `serve` on an embedded database, and
nobody at all while a restore replaces it.

The locks are the operating system's (flock): one that dies leaves none behind. They lie
in the folder and, since two folders may name one file, beside an embedded database.
They bind the processes of one machine, which is where an embedded database lives; on
PostgreSQL, where several machines may serve, the database holds one more (see
`presence`).
"""

from __future__ import annotations

import errno
import fcntl
import io
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from tracker.config import Config
from tracker.db import embedded_file
from tracker.disk import open_private
from tracker.operations.journal import Journal
from tracker.operations.presence import ProcessLock, others, unfinished

PATIENCE = 60  # seconds that a start waits for another machine that migrates

_kept: list = []  # open for as long as the process lives, and the locks with them


class InUse(Exception):
    """Another process works on this folder or database; the message says what to do."""


def serve_alone(config: Config) -> None:
    """Be the one `serve` on an embedded database, until this process ends.

    Raises:
        InUse: There is another.
    """
    if not config.database_url.startswith("sqlite"):
        return
    for path in _lock_files(config, "serve.lock"):
        try:
            lock = _locked(path, fcntl.LOCK_EX)
        except BlockingIOError as error:
            number = path.read_text().strip()
            place = _locked_place(config, path)
            raise InUse(
                f"another `tracker serve` (process {number}) serves {place}. Stop it first, or give"
                " this one a folder of its own with TRACKER_DATA; several serve together on"
                " PostgreSQL."
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        _kept.append(lock)


def work_here(config: Config) -> None:
    """Register this process as working on the folder and its database, until it ends.

    Raises:
        InUse: A restore is going on, or one was interrupted.
    """
    if journal := Journal.of(config):
        raise InUse(journal.says())
    for path in _lock_files(config, "running.lock"):
        try:
            _kept.append(_locked(path, fcntl.LOCK_SH, reads_only=True))
        except BlockingIOError as error:
            raise InUse(
                f"{config.data} is being restored. Wait until that is done."
            ) from error
    if not config.database_url.startswith("sqlite"):
        _work_with_others(config)


def let_go_of_locks() -> None:
    """Leave the locks to the process that this one was forked from, so that they end with
    it. To be called in the child, which then registers itself.
    """
    for held in _kept:
        # The database's lock stands on a connection, which only its own process closes
        if isinstance(held, io.IOBase):
            held.close()


def alone_here(config: Config) -> ExitStack:
    """Be the only process that works on the folder and its database, until what is
    returned is closed.

    Raises:
        InUse: The product, or a command of it, is running, here or on another machine.
    """
    with ExitStack() as held:
        for path in _lock_files(config, "running.lock"):
            try:
                held.enter_context(_locked(path, fcntl.LOCK_EX))
            except BlockingIOError as error:
                place = _locked_place(config, path)
                raise InUse(
                    f"`tracker serve`, `work` or another command uses {place}. Stop it first."
                ) from error
        if not config.database_url.startswith("sqlite"):
            presence = ProcessLock(config.database_url, alone=True)
            held.callback(presence.close)
            if not presence.take_from_ended():
                raise InUse(_in_use_message(config))
        return held.pop_all()


def alone_on(url: str) -> ExitStack:
    """Be the only process that works on a database, whichever folder it belongs to, until
    what is returned is closed.

    Raises:
        InUse: The product, or a command of it, works on it.
    """
    with ExitStack() as held:
        if file := embedded_file(url):
            try:
                held.enter_context(
                    _locked(file.with_name(f"{file.name}.running.lock"), fcntl.LOCK_EX)
                )
            except BlockingIOError as error:
                raise InUse(f"somebody works on {file}. Stop that first.") from error
        else:
            presence = ProcessLock(url, alone=True)
            held.callback(presence.close)
            if not presence.take_from_ended():
                names, _ = others(url)
                raise InUse(
                    f"{', '.join(names[:3]) or 'somebody'} works on the database to move into."
                    " Stop it there first."
                )
        return held.pop_all()


def alone_in_turn(config: Config, needed: Callable[[], bool]) -> ExitStack:
    """The same, for as long as there is need of it: a machine that is about to finish
    is waited for, one that serves is not.

    Raises:
        InUse: The product, or a command of it, is running, here or on another machine.
    """
    until = time.monotonic() + PATIENCE
    while needed():
        try:
            return alone_here(config)
        except InUse:
            if not needed():
                break
            embedded = config.database_url.startswith("sqlite")
            if (
                embedded
                or not others(config.database_url)[1]
                or time.monotonic() > until
            ):
                raise
            time.sleep(0.2)
    return ExitStack()


def _work_with_others(config: Config) -> None:
    presence = ProcessLock(config.database_url)
    until = time.monotonic() + PATIENCE
    while not presence.take():
        if time.monotonic() > until:
            raise InUse(
                f"{_in_use_message(config)} It restores or migrates the database:"
                " wait until that is done."
            )
        time.sleep(0.2)
    if unfinished(config.database_url):
        presence.close()
        raise InUse(
            "a restore of this database was interrupted on another machine. Finish it there with"
            " `tracker restore --continue`, call it off with `tracker restore --undo`, or restore a"
            " backup here with `tracker restore FILE`."
        )
    presence.keep()
    _kept.append(presence)


def _in_use_message(config: Config) -> str:
    names, _ = others(config.database_url)
    who = ", ".join(names[:3]) or "one that just ended"
    return (
        f"another machine, or another folder on this one, works on this database: {who}. Stop it"
        " there first."
    )


def _lock_files(config: Config, name: str) -> list[Path]:
    """The lock files in the data folder and beside an embedded database.

    Two data folders may name the same database file.
    """
    paths = [config.data / name]
    file = embedded_file(config.database_url)
    if file and file.parent.is_dir():
        paths.append(file.with_name(f"{file.name}.{name}"))
    return paths


def _locked_place(config: Config, path: Path) -> Path | None:
    """The data folder or the database file that a lock file is for."""
    if path.parent == config.data:
        return config.data
    return embedded_file(config.database_url)


def _locked(path: Path, how: int, reads_only: bool = False) -> IO:
    """An open file with a lock on it; on a disk that cannot be written, reading it is
    enough to share a lock.
    """
    try:
        file = open_private(path, "a+")
    except OSError as error:
        if not reads_only or error.errno not in (errno.EROFS, errno.EACCES):
            raise
        if not path.exists():
            path = Path(os.devnull)
        file = path.open()
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise
    return file
