"""Deleting files without a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tracker.db import chunked
from tracker.experiments.models import Import, Picture


def delete_unknown_files(
    folder: Path, at: dt.datetime, grace: dt.timedelta = dt.timedelta(hours=1)
) -> int:
    """Delete files without a row, as a crash or a deleted draft leaves them.

    Args:
        grace: Younger files are kept: their row may follow.

    Returns:
        The number of files.
    """
    gone = 0
    for shard in sorted((folder / "pictures").glob("*")):
        old = [
            path
            for path in shard.glob("*")
            if path.stat().st_mtime < (at - grace).timestamp()
        ]
        there = known([f"{shard.name}/{_stem(path)}.webp" for path in old])
        for path in old:
            if (
                path.suffix == ".part"
                or f"{shard.name}/{_stem(path)}.webp" not in there
            ):
                # A file that cannot be deleted now is left to the next sweep
                with suppress(OSError):
                    path.unlink()
                    gone += 1
    return gone


def delete_unknown_lists(
    folder: Path, at: dt.datetime, grace: dt.timedelta = dt.timedelta(hours=1)
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
    old = [
        path
        for path in folder.glob("import-*")
        if path.stat().st_mtime < (at - grace).timestamp()
    ]
    orphans = [path.name for path in old if path.name not in there]
    discard_lists(folder, orphans)
    return len(orphans)


def discard_lists(folder: Path, files: Iterable[str]) -> None:
    """Delete uploaded lists; one that cannot be deleted now is left to the next sweep."""
    for file in files:
        with suppress(OSError):
            (folder / file).unlink()


def known(files: Iterable[str]) -> set[str]:
    """The files that have a row."""
    runs = chunked(list(files), 500)
    return {
        row.file
        for run in runs
        for row in Picture.select(Picture.file).where(Picture.file.in_(run))
    }


def _stem(path: Path) -> str:
    return path.stem.removesuffix("-small")
