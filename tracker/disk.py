"""Files and folders that only the account of the product can read, whatever the umask."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import IO

FILE = 0o600
FOLDER = 0o700


def make_folder(path: Path) -> Path:
    """Make a folder and those missing above it; one that is there keeps its mode. Returns it."""
    if not path.is_dir():
        make_folder(path.parent)
        with suppress(FileExistsError):
            path.mkdir(mode=FOLDER)
    return path


def open_private(path: Path, mode: str = "wb") -> IO:
    """Open a file to write; one that others could read is closed to them first.

    Args:
        mode: Of `open`: ``wb`` or ``w`` empties it, ``ab`` or ``a`` adds to it, ``x`` refuses one
            that is there.
    """
    file = open(path, mode, opener=_open_private)  # noqa: SIM115
    # Somebody else's file in our folder: `tracker doctor` names it
    with suppress(PermissionError):
        os.fchmod(file.fileno(), FILE)
    return file


def _open_private(name: str, flags: int) -> int:
    return os.open(name, flags, FILE)


def touch_private(path: Path) -> Path:
    """Make sure that there is a file, for another program to write into. Returns its path."""
    open_private(path, "ab").close()
    return path


def file_number(path: str) -> tuple[int, int] | None:
    """Device and number of a file, which another one in its place does not have; None
    where there is none.
    """
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
