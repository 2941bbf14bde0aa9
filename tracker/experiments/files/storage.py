"""Files of pictures: written whole or not at all, found by their names, deleted."""

from __future__ import annotations

import io
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

from tracker.core.image_decoder import LARGEST, decoded, fitted, moves
from tracker.experiments.files.budget import Budget, one_at_a_time
from tracker.folder import Folder, FolderAway

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
    upload: BinaryIO, folder: Folder, budget: Budget | None = None
) -> StoredPicture:
    """Decode an upload and write it, and a small version for lists, into `folder`.

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
            folder.write(name_of(file, small=True), _as_webp(small))
            folder.write(name_of(file), _as_webp(picture))
        except BaseException:
            discard(folder, [file])
            raise
    return StoredPicture(file, picture.width, picture.height, moved)


def name_of(file: str, small: bool = False) -> str:
    """The name of a picture in the folder of files.

    Raises:
        ValueError: It is not a name that `stored` gives.
    """
    if not NAME.fullmatch(file):
        raise ValueError("Not a name of ours")
    if small:
        file = f"{file.removesuffix('.webp')}-small.webp"
    return f"pictures/{file}"


def is_whole(folder: Folder, file: str) -> bool:
    """Whether a picture is there with the length in its header; pixels are not checked.

    Raises:
        FolderAway: The store does not answer.
    """
    name = f"pictures/{file}"
    try:
        size = folder.size(name)
        if not folder.may_tear:
            return size > 0
        with folder.open(name) as opened:
            head = opened.read(12)
    except FolderAway:
        raise
    except OSError:
        return False
    length = int.from_bytes(head[4:8], "little") + 8
    return head[:4] + head[8:] == b"RIFFWEBP" and length == size


def lost(folder: Folder, files: Iterable[str]) -> list[str]:
    """The pictures that lack their file, or whose file is damaged.

    Raises:
        FolderAway: The store does not answer.
    """
    if folder.may_tear:
        return [file for file in files if not is_whole(folder, file)]
    # One answer lists a thousand; each by itself would take a minute of a few thousand
    there = {entry.name for entry in folder.entries("pictures") if entry.size}
    return [file for file in files if f"pictures/{file}" not in there]


def discard(folder: Folder, files: Iterable[str]) -> None:
    """Delete files of pictures; one that cannot be deleted now is left to the sweep."""
    for file in files:
        for small in (False, True):
            with suppress(OSError):
                folder.delete(name_of(file, small))


def _as_webp(picture: Image.Image) -> BinaryIO:
    drawn = io.BytesIO()
    picture.save(drawn, "WEBP", quality=QUALITY, method=4)
    drawn.seek(0)
    return drawn
