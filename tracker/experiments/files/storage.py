"""Files of pictures: written whole or not at all, found by their names, deleted."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from tracker.core.image_decoder import LARGEST, decoded, fitted, moves
from tracker.disk import make_folder, open_private
from tracker.experiments.files.budget import Budget, one_at_a_time

SMALL = 480  # pixels on the long side, for lists
# The least on the short side of a tall one, while it has no more pixels than this
SMALL_SHORT = 160
SMALL_MOST = 480 * 480
QUALITY = 85
NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}\.webp")


@dataclass(frozen=True)
class StoredPicture:
    """The path of a picture below the pictures folder, and its size in pixels.

    Attributes:
        moved: Whether it had several views, of which the first is kept.
    """

    file: str
    width: int
    height: int
    moved: bool = False


def stored(
    upload: BinaryIO, folder: Path, budget: Budget | None = None
) -> StoredPicture:
    """Decode an upload and write it, and a small version for lists, below `folder`.

    Raises:
        ValidationFailed: It is too large, no valid picture, or exceeds the budget.
        OSError: It could not be written; nothing was kept.
    """
    if budget is None:
        turn = one_at_a_time()
    else:
        turn = budget.work()
    with turn:
        data = upload.read(LARGEST + 1)
        picture = decoded(data)
        moved = moves(data)
        small = picture.copy()
        small.thumbnail(fitted(picture.size, SMALL, SMALL_SHORT, SMALL_MOST))
        name = secrets.token_hex(16)
        file = f"{name[:2]}/{name}.webp"
        try:
            _write(path_of(folder, file, small=True), small)
            _write(path_of(folder, file), picture)
        except BaseException:
            discard(folder, [file])
            raise
    return StoredPicture(file, picture.width, picture.height, moved)


def path_of(folder: Path, file: str, small: bool = False) -> Path:
    """The path of a picture.

    Raises:
        ValueError: It is not a name that `stored` gives.
    """
    if not NAME.fullmatch(file):
        raise ValueError("Not a name of ours")
    path = folder / "pictures" / file
    if small:
        return path.with_name(f"{path.stem}-small.webp")
    return path


def is_whole(path: Path) -> bool:
    """Whether the file exists with the length in its header; pixels are not checked."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
        return (
            head[:4] + head[8:] == b"RIFFWEBP"
            and int.from_bytes(head[4:8], "little") + 8 == path.stat().st_size
        )
    except OSError:
        return False


def discard(folder: Path, files: Iterable[str]) -> None:
    """Delete files of pictures; one that cannot be deleted now is left to the sweep."""
    for file in files:
        for small in (False, True):
            with suppress(OSError):
                path_of(folder, file, small).unlink()


def _write(path: Path, picture: Image.Image) -> None:
    """Write a file whole or not at all, and flush it to the disk."""
    make_folder(path.parent)
    part = path.with_suffix(".part")
    try:
        with open_private(part, "xb") as file:
            picture.save(file, "WEBP", quality=QUALITY, method=4)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
