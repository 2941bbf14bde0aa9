"""Files that no row knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tracker.db import chunked
from tracker.experiments.models import Picture


def sweep_files(folder: Path, at: dt.datetime, grace: dt.timedelta = dt.timedelta(hours=1)) -> int:
    """Remove files that no row knows, as a crash or a discarded draft leaves them. Returns how many.

    Args:
        grace: Younger files are left alone: their row may be on its way.
    """
    gone = 0
    for shard in sorted((folder / "pictures").glob("*")):
        old = [path for path in shard.glob("*") if path.stat().st_mtime < (at - grace).timestamp()]
        there = known([f"{shard.name}/{_stem(path)}.webp" for path in old])
        for path in old:
            if path.suffix == ".part" or f"{shard.name}/{_stem(path)}.webp" not in there:
                with suppress(OSError):  # what cannot be removed now is left to the next sweep
                    path.unlink()
                    gone += 1
    return gone


def known(files: Iterable[str]) -> set[str]:
    """Those of the files that have a row."""
    runs = chunked(list(files), 500)
    return {row.file for run in runs for row in Picture.select(Picture.file).where(Picture.file.in_(run))}


def _stem(path: Path) -> str:
    return path.stem.removesuffix("-small")
