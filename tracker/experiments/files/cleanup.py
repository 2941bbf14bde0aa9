"""Deleting files without a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress

from tracker.db import chunked
from tracker.experiments.models import Import, Picture
from tracker.folder import PART, FileEntry, Folder

LIST = "import-"  # how the name of an uploaded list begins


def delete_unknown_files(
    folder: Folder, at: dt.datetime, grace: dt.timedelta = dt.timedelta(hours=1)
) -> int:
    """Delete files without a row, as a crash or a deleted draft leaves them.

    Args:
        grace: Younger files are kept: their row may follow.

    Returns:
        The number of files.
    """
    gone = 0
    old = _older(folder, "pictures", at - grace)
    there = known({_picture_of(entry) for entry in old})
    for entry in old:
        if entry.name.endswith(PART) or _picture_of(entry) not in there:
            # A file that cannot be deleted now is left to the next sweep
            with suppress(OSError):
                folder.delete(entry.name)
                gone += 1
    return gone


def delete_unknown_lists(
    folder: Folder, at: dt.datetime, grace: dt.timedelta = dt.timedelta(hours=1)
) -> int:
    """Delete uploaded lists without an import, and abandoned uploads.

    Args:
        grace: Younger files are kept: their row may follow.

    Returns:
        The number of files.
    """
    for job in Import.forgotten(at):
        job.delete_instance()
    there = {file for (file,) in Import.select(Import.file).tuples()}
    before = (at - grace).timestamp()
    orphans = [
        entry.name
        for entry in folder.entries(deep=False)
        if entry.name.startswith(LIST)
        and entry.changed_at < before
        and entry.name not in there
    ]
    discard_lists(folder, orphans)
    return len(orphans)


def discard_lists(folder: Folder, files: Iterable[str]) -> None:
    """Delete uploaded lists; one that cannot be deleted now is left to the next sweep."""
    for file in files:
        with suppress(OSError):
            folder.delete(file)


def known(files: Iterable[str]) -> set[str]:
    """The files that have a row."""
    runs = chunked(list(files), 500)
    return {
        row.file
        for run in runs
        for row in Picture.select(Picture.file).where(Picture.file.in_(run))
    }


def _older(folder: Folder, below: str, before: dt.datetime) -> list[FileEntry]:
    found = folder.entries(below)
    return [entry for entry in found if entry.changed_at < before.timestamp()]


def _picture_of(entry: FileEntry) -> str:
    """The file of the picture that a file belongs to, as a row has it."""
    stem = entry.name.removeprefix("pictures/").rpartition(".")[0]
    return f"{stem.removesuffix('-small')}.webp"
