"""Uploaded pictures: decoded, drawn anew, kept under random names. Nothing of the sent file is kept, its name neither.

Written as WebP: every browser shows it, it holds photos and transparency alike in a third of the bytes, and one format means
one content type to serve, whatever was sent.

A file is written before its row and removed after it, so that no row ever lacks its file. What a crash leaves over is swept.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import secrets
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import peewee
from PIL import Image

from tracker.accounts.models import Person, Submission
from tracker.db import chunked
from tracker.experiments.decoding import LARGEST, decoded
from tracker.experiments.models import Experiment, Picture
from tracker.rules import Problem, Refused, demand

SMALL = 480  # pixels on the long side, for lists
QUALITY = 85
NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}\.webp")
_one_at_a_time = threading.Lock()  # a picture of 25 megapixels takes up to 200 MB while it is decoded


@dataclass(frozen=True)
class StoredPicture:
    """Where a picture lies below the pictures folder, and its size in pixels."""

    file: str
    width: int
    height: int


def hang(
    experiment: Experiment,
    *,
    pictures: list[BinaryIO],
    alt: list[str],
    folder: Path,
    by: Person,
    at: dt.datetime,
    key: str = "",
) -> list[Problem]:
    """Hang the pictures among the uploads that can be used on an experiment, all in one transaction.

    Args:
        alt: What each picture shows, in the same order; those left out are asked for later.
        folder: The folder of files.
        key: The form's hidden key; the second click hangs nothing.

    Returns:
        What was wrong with the others.

    Raises:
        Refused: None could be used, or there is no room for so many.
        OSError: The disk is full or broken; nothing was kept.
    """
    if Submission.earlier(by, key):
        return []
    demand(*Picture.room_problems(experiment, len(pictures)))
    with kept(folder) as keep:
        usable, problems = [], []
        for number, upload in enumerate(pictures):
            try:
                usable.append((keep(upload), alt[number] if number < len(alt) else ""))
            except Refused as refused:
                problems += [_numbered(problem, number) for problem in refused.problems]
        if not usable:
            raise Refused(*problems)
        if not Picture.hang_all(experiment, [(*_facts(stored), text) for stored, text in usable], by=by, at=at, key=key):
            discard(folder, (stored.file for stored, _ in usable))
    return problems


def take_down(picture: Picture, *, folder: Path, by: Person, at: dt.datetime) -> None:
    """Remove a picture: the row first, so that no row lacks its file."""
    picture.remove(by=by, at=at)
    discard(folder, [picture.file])


@contextmanager
def kept(folder: Path) -> Iterator:
    """Give a function that stores an upload; should the block fail, what it stored is removed again."""
    stored_here: list[str] = []

    def keep(upload: BinaryIO) -> StoredPicture:
        picture = stored(upload, folder)
        stored_here.append(picture.file)
        return picture

    try:
        yield keep
    except BaseException:
        # A commit may have succeeded although the connection broke: only what has no row goes.
        with suppress(peewee.PeeweeException):
            discard(folder, set(stored_here) - _known(stored_here))
        raise


def stored(upload: BinaryIO, folder: Path) -> StoredPicture:
    """Decode an upload and write it, and a small version for lists, below `folder`.

    Raises:
        Refused: It is too large, or no picture of ours.
        OSError: It could not be written; nothing was kept.
    """
    with _one_at_a_time:
        picture = decoded(upload.read(LARGEST + 1))
        small = picture.copy()
        small.thumbnail((SMALL, SMALL))
        name = secrets.token_hex(16)
        file = f"{name[:2]}/{name}.webp"
        try:
            _write(path_of(folder, file, small=True), small)
            _write(path_of(folder, file), picture)
        except BaseException:
            discard(folder, [file])
            raise
    return StoredPicture(file, picture.width, picture.height)


def path_of(folder: Path, file: str, small: bool = False) -> Path:
    """Where a picture lies.

    Raises:
        ValueError: The name is none that we gave.
    """
    if not NAME.fullmatch(file):
        raise ValueError("Not a name of ours")
    path = folder / "pictures" / file
    return path.with_name(f"{path.stem}-small.webp") if small else path


def is_whole(path: Path) -> bool:
    """Whether a picture's file is there, and as long as its own head says; at its pixels nobody looks."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
        return head[:4] + head[8:] == b"RIFFWEBP" and int.from_bytes(head[4:8], "little") + 8 == path.stat().st_size
    except OSError:
        return False


def discard(folder: Path, files: Iterable[str]) -> None:
    """Remove pictures' files; one that is gone already, or cannot be removed now, is left to the sweep."""
    for file in files:
        for small in (False, True):
            with suppress(OSError):
                path_of(folder, file, small).unlink()


def sweep_files(folder: Path, at: dt.datetime, grace: dt.timedelta = dt.timedelta(hours=1)) -> int:
    """Remove files that no row knows, as a crash or a discarded draft leaves them. Returns how many.

    Args:
        grace: Younger files are left alone: their row may be on its way.
    """
    gone = 0
    for shard in sorted((folder / "pictures").glob("*")):
        old = [path for path in shard.glob("*") if path.stat().st_mtime < (at - grace).timestamp()]
        known = _known([f"{shard.name}/{_stem(path)}.webp" for path in old])
        for path in old:
            if path.suffix == ".part" or f"{shard.name}/{_stem(path)}.webp" not in known:
                with suppress(OSError):  # what cannot be removed now is left to the next sweep
                    path.unlink()
                    gone += 1
    return gone


def _write(path: Path, picture: Image.Image) -> None:
    """Write a file whole or not at all, and make sure that it survives the machine."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
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


def _known(files: Iterable[str]) -> set[str]:
    """Those of the files that have a row."""
    runs = chunked(list(files), 500)
    return {row.file for run in runs for row in Picture.select(Picture.file).where(Picture.file.in_(run))}


def _stem(path: Path) -> str:
    return path.stem.removesuffix("-small")


def _facts(stored: StoredPicture) -> tuple[str, int, int]:
    return stored.file, stored.width, stored.height


def _numbered(problem: Problem, number: int) -> Problem:
    """Which of the pictures it is about: by its number, for a file's name may say what nobody should read."""
    return replace(problem, params={**problem.params, "number": number + 1})
