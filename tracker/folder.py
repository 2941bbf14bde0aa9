"""A folder of uploaded files: on a disk, or in a bucket of an object store.

Whoever keeps a file names it by its path below the folder, such as
``pictures/ab/….webp``, and never asks where the folder is.
"""

from __future__ import annotations

import io
import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tracker.disk import make_folder, open_private

PART = ".part"


class FolderAway(OSError):
    """The object store does not answer, or refuses; the message says what it said."""


@dataclass(frozen=True)
class FileEntry:
    """A file of a folder.

    Attributes:
        name: Its path below the folder.
        changed_at: Seconds since 1970.
    """

    name: str
    size: int
    changed_at: float


class Folder(ABC):
    """What can be done with the files of an installation, wherever they are.

    Attributes:
        may_tear: Whether a crash can leave a part of a file under its name.
        everywhere: Whether every machine reaches it, whatever becomes of this one.
    """

    may_tear = True
    everywhere = False

    @abstractmethod
    def write(self, name: str, content: bytes | BinaryIO) -> None:
        """Write a file whole or not at all; it survives the machine going down.

        Raises:
            OSError: It could not be written; nothing was kept.
        """

    @abstractmethod
    def create(self, name: str, content: bytes) -> None:
        """The same, unless there is one; of two made at once, one counts."""

    @abstractmethod
    def open(self, name: str) -> BinaryIO:
        """Open a file to read; it can seek.

        Raises:
            FileNotFoundError: There is none.
        """

    @abstractmethod
    def size(self, name: str) -> int:
        """Number of bytes of a file.

        Raises:
            FileNotFoundError: There is none.
        """

    @abstractmethod
    def entries(self, below: str = "", deep: bool = True) -> Iterator[FileEntry]:
        """All files, or those below a path.

        Args:
            deep: Whether those in folders below it are among them.
        """

    @abstractmethod
    def delete(self, name: str) -> None:
        """Delete a file; one that is gone already is no error."""

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    def read(self, name: str) -> bytes:
        """The bytes of a file.

        Raises:
            FileNotFoundError: There is none.
        """
        with self.open(name) as file:
            return file.read()


class DiskFolder(Folder):
    """A folder on a disk, which may be a mount or a link.

    Attributes:
        path: Where it is.
    """

    def __init__(self, path: Path):
        self.path = path

    def __str__(self) -> str:
        return str(self.path)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DiskFolder) and self.path == other.path

    def __hash__(self) -> int:
        return hash(self.path)

    def write(self, name: str, content: bytes | BinaryIO) -> None:
        path = self.path / name
        make_folder(path.parent)
        part = path.with_suffix(PART)
        try:
            _fill(part, content)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        _sync(path.parent)

    def create(self, name: str, content: bytes) -> None:
        path = self.path / name
        part = make_folder(path.parent) / f"{path.name}.{os.urandom(8).hex()}"
        try:
            _fill(part, content)
            try:
                os.link(part, path)
            except OSError:  # it is there, or the disk knows no links
                if not path.exists():
                    part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def open(self, name: str) -> BinaryIO:
        return (self.path / name).open("rb")

    def size(self, name: str) -> int:
        path = self.path / name
        if not path.is_file():
            raise FileNotFoundError(str(path))
        return path.stat().st_size

    def entries(self, below: str = "", deep: bool = True) -> Iterator[FileEntry]:
        for path in files_below(self.path / below, deep):
            with suppress(FileNotFoundError):  # removed meanwhile
                told = path.stat()
                name = path.relative_to(self.path).as_posix()
                yield FileEntry(name, told.st_size, told.st_mtime)

    def delete(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)


def files_below(folder: Path, deep: bool = True) -> Iterator[Path]:
    """Every file in a folder, also behind links to folders, each folder once."""
    seen = set()
    for name, folders, files in os.walk(folder, followlinks=True):
        told = Path(name).stat()
        if (told.st_dev, told.st_ino) in seen:
            folders.clear()
            continue
        seen.add((told.st_dev, told.st_ino))
        folders.sort()
        if not deep:
            folders.clear()
        yield from (Path(name) / file for file in sorted(files))


def as_file(content: bytes | BinaryIO) -> BinaryIO:
    """Bytes as a file; a file as it is."""
    if isinstance(content, bytes):
        return io.BytesIO(content)
    return content


def _fill(path: Path, content: bytes | BinaryIO) -> None:
    with open_private(path, "xb") as file:
        shutil.copyfileobj(as_file(content), file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
