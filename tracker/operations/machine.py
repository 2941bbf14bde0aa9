"""What this machine can do, and whether its folder of files is the one that all machines share.

A folder of files holds a file `mark` with a random word. The database remembers the word of the
folder that counts: that of the machine that started first. A machine with another folder would show
no pictures of the others, and keep its own from them.
"""

from __future__ import annotations

import datetime as dt
import socket

from tracker.config import Config
from tracker.core.folder_mark import mark_of, marked
from tracker.jobs.models import BACKUPS, files_at
from tracker.operations.models import Installation

OTHER = (
    "{files} is not the folder of uploaded files that the database knows (that of {host}, since "
    "{day}): pictures would be missing here. Mount or link the folder that the machines share in "
    "its place, and start again. If it is that folder and only lost its mark: "
    "echo {mark} > {files}/mark"
)


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
