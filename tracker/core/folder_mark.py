"""The mark of a folder: a random word in a file, equal on machines that share the folder."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from tracker.disk import make_folder, open_private

MARK = "mark"
WORD = re.compile(r"[0-9a-f]{32}")


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


def _settle(part: Path, target: Path) -> None:
    """Put a whole file in its place unless another, also whole, was quicker."""
    try:
        os.link(part, target)
    except OSError:  # it is there, or the disk knows no links
        if mark_of(target.parent) is None:
            part.replace(target)
