"""What this machine can do, and whether its folder of files is the one that all machines share.

A folder of files holds a file `mark` with a random word. The database remembers the word of the
folder that counts: that of the machine that started first. A machine with another folder would show
no pictures of the others, and keep its own from them.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import secrets
import socket
from contextlib import suppress
from pathlib import Path

from tracker.config import Config
from tracker.disk import make_folder, open_private
from tracker.notifications.jobs import BACKUPS, files_at
from tracker.operations.models import Installation

MARK = "mark"
WORD = re.compile(r"[0-9a-f]{32}")
OTHER = (
    "{files} is not the folder of uploaded files that the database knows (that of {host}, since "
    "{day}): pictures would be missing here. Mount or link the folder that the machines share in "
    "its place, and start again. If it is that folder and only lost its mark: "
    "echo {mark} > {files}/mark"
)


class Unshared(Exception):
    """The folder of files is not the one that the database knows; the message says what to do."""


def mark_of(files: Path) -> str | None:
    """The word in a folder of files; None where there is none to read."""
    with suppress(OSError, ValueError):
        word = (files / MARK).read_text().strip()
        if WORD.fullmatch(word):
            return word
        return None
    return None


def marked(files: Path) -> str:
    """The word in a folder of files, made if there is none; of two made at once, one counts."""
    if word := mark_of(files):
        return word
    word = secrets.token_hex(16)
    part = make_folder(files) / f"{MARK}.{word}"
    try:
        with open_private(part, "x") as file:
            file.write(word + "\n")
            file.flush()
            os.fsync(file.fileno())
        _settle(part, files / MARK)
    finally:
        part.unlink(missing_ok=True)
    return mark_of(files) or word


def share_files(config: Config, at: dt.datetime) -> None:
    """Hold this machine's folder of files against the database; the first start settles
    which counts.

    Raises:
        Unshared: Another counts.
    """
    if Installation.current() is None:
        Installation.begin(marked(config.files), host=socket.gethostname(), at=at)
    if said := trouble_with_files(config):
        raise Unshared(said)


def trouble_with_files(config: Config) -> str | None:
    """Why the folder of files is not the one that counts, and the cure; None when it
    is, or none does.
    """
    known = Installation.current()
    if known is None or mark_of(config.files) == known.mark:
        return None
    day = known.begun_at.date()
    return OTHER.format(files=config.files, host=known.host, day=day, mark=known.mark)


def abilities(config: Config) -> set[str]:
    """What this machine can do beside what any can; asked each time, for a mount may go
    and come.
    """
    word = mark_of(config.files)
    able = {files_at(word)} if word else set()
    if config.backups and trouble_with_files(config) is None:
        able.add(BACKUPS)
    return able


def _settle(part: Path, target: Path) -> None:
    """Put a whole file in its place unless another, also whole, was quicker."""
    try:
        os.link(part, target)
    except OSError:  # it is there, or the disk knows no links
        if mark_of(target.parent) is None:
            part.replace(target)
