"""What this machine can do, and whether its folder of files and its key are those that
all machines share.

A folder of files holds a file `mark` with a random word. The database remembers the word of the
folder that counts: that of the machine that started first. A machine with another folder would show
no pictures of the others, and keep its own from them. One with another SECRET_KEY would sign people
out, and read no code; the database remembers a digest of the key that counts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import os
import socket
from contextlib import suppress

from tracker.config import Config
from tracker.core.folder_mark import mark_of, marked
from tracker.db import database
from tracker.folder import FolderAway
from tracker.jobs.models import BACKUPS, files_at
from tracker.operations.models import Installation

OTHER_BUCKET = (
    "{files} does not hold the uploaded files that the database knows (those of {host}, since"
    " {day}): pictures would be missing here. Name the bucket in FILES_URL that the other machines"
    " use; if the files were brought there from elsewhere, bring the file `mark` along: its word"
    " is {mark}"
)
AWAY = "{error}. Correct FILES_URL, or let this machine reach the store"
OTHER = (
    "{files} is not the folder of uploaded files that the database knows (that of {host}, since "
    "{day}): pictures would be missing here. Mount or link the folder that the machines share in "
    "its place, and start again. If it is that folder and only lost its mark: "
    "echo {mark} > {files}/mark"
)

OTHER_KEY = (
    "SECRET_KEY is not the one that this installation works with, so sessions, codes beside"
    " passwords and secrets of webhooks would not be understood here. Give each machine the"
    " same SECRET_KEY; where none is set, the key stands in the file `secret_key` of the"
    " TRACKER_DATA that was there first. If it was changed on purpose: `tracker key --changed`"
)
# The digest of a key is of no use for anything that is signed with it
PURPOSE = b"mark of the key"


class KeyNotShared(Exception):
    """The key is not the one that the database knows; the message says what to do."""


class FilesNotShared(Exception):
    """The folder of files is not the one that the database knows; the message says what to do."""


def share_files(config: Config, at: dt.datetime) -> None:
    """Hold this machine's folder of files against the database; the first start settles
    which counts.

    Raises:
        Unshared: Another counts.
    """
    if Installation.current() is None:
        Installation.begin(marked(config.files), host=socket.gethostname(), at=at)
    if said := trouble_with_files(config):
        raise FilesNotShared(said)


def share_files_before_fork(config: Config, at: dt.datetime) -> None:
    """The same in a process of its own, for one that is about to fork: the library of an
    object store works with threads, which its children would not have.

    Raises:
        Unshared: Another counts.
    """
    if not config.files_url:
        with database.connection_context():
            share_files(config, at)
        return
    told, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os._exit(_tell_whether_shared(config, at, writes))
    os.close(writes)
    with os.fdopen(told, encoding="utf-8") as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    if status:
        raise FilesNotShared(said or f"{config.files} cannot be looked at")


def _tell_whether_shared(config: Config, at: dt.datetime, writes: int) -> int:
    try:
        with database.connection_context():
            share_files(config, at)
    except Exception as error:
        os.write(writes, str(error).encode())
        return 1
    return 0


def trouble_with_files(config: Config) -> str | None:
    """Why the folder of files is not the one that counts, and the cure; None when it
    is, or none does.
    """
    known = Installation.current()
    try:
        if known is None or mark_of(config.files) == known.mark:
            return None
    except FolderAway as error:
        return AWAY.format(error=str(error).rstrip("."))
    day = known.begun_at.date()
    words = OTHER
    if config.files_url:
        words = OTHER_BUCKET
    return words.format(files=config.files, host=known.host, day=day, mark=known.mark)


def share_key(config: Config) -> None:
    """Hold this machine's SECRET_KEY against the database; the first start settles which
    counts.

    Raises:
        KeyNotShared: Another counts.
    """
    known = Installation.current()
    if known and known.key_mark is None:
        Installation.keep_key(key_mark(config.secret_key))
    if said := trouble_with_key(config):
        raise KeyNotShared(said)


def trouble_with_key(config: Config) -> str | None:
    """Why SECRET_KEY is not the one that counts, and the cure; None when it is, or none does."""
    known = Installation.current()
    if known is None or known.key_mark in (None, key_mark(config.secret_key)):
        return None
    return OTHER_KEY


def key_mark(key: str) -> str:
    """A digest of a key by which machines compare theirs; the key is not to be had from it."""
    return hmac.new(key.encode(), PURPOSE, hashlib.sha256).hexdigest()[:32]


def abilities(config: Config) -> set[str]:
    """What this machine can do beside what any can; asked each time, for a mount may go
    and come.
    """
    able = set()
    with suppress(FolderAway):
        if word := mark_of(config.files):
            able.add(files_at(word))
    if config.backups and trouble_with_files(config) is None:
        able.add(BACKUPS)
    return able
