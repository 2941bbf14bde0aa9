"""The mark of a folder: a random word in a file, equal on machines that share the folder."""

from __future__ import annotations

import re
import secrets

from tracker.folder import Folder, FolderAway

MARK = "mark"
WORD = re.compile(r"[0-9a-f]{32}")


def mark_of(files: Folder) -> str | None:
    """The word in a folder of files; None where there is none to read.

    Raises:
        FolderAway: The store does not answer.
    """
    try:
        word = files.read(MARK).decode("ascii").strip()
    except FolderAway:
        raise
    except (OSError, ValueError):
        return None
    if WORD.fullmatch(word):
        return word
    return None


def marked(files: Folder) -> str:
    """The word in a folder of files, made if there is none; of two made at once, one counts."""
    if word := mark_of(files):
        return word
    word = secrets.token_hex(16)
    content = f"{word}\n".encode()
    files.create(MARK, content)
    if mark_of(files) is None:  # what stood there is no word of ours
        files.write(MARK, content)
    return mark_of(files) or word
