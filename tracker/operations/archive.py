"""A backup as a file: a manifest, the database, the uploaded files and the key, in one
compressed tar; and what makes it sound.
"""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from tracker.disk import make_folder, open_private
from tracker.operations.space import NotEnoughSpace

FORMAT = 1
LARGEST = 200_000_000_000  # bytes in all; what claims more is no backup of ours
MARK = "files/mark"  # by which machines know the folder; nobody uploaded it
LARGEST_MANIFEST = 100_000_000
# What the system says to names that no file can have.
OF_NAMES = (
    errno.ENAMETOOLONG,
    errno.ENOTDIR,
    errno.EISDIR,
    errno.EINVAL,
    errno.ENOENT,
    errno.EEXIST,
)
LOOSE = ("secret_key", "erasures.jsonl")


class UnsafeBackup(Exception):
    """This backup cannot be relied on; nothing was changed."""


@dataclass
class Manifest:
    """What a backup says of itself.

    Attributes:
        made_at: ISO, UTC.
        database: ``sqlite`` or ``postgres``.
        migrations: Names of those that were applied, in order.
        rows: Table to number of rows.
        digests: Path inside the backup to the SHA-256 of its bytes.
    """

    made_at: str
    database: str
    migrations: list[str]
    rows: dict[str, int]
    digests: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT
    product: str = "forsoeg"

    @property
    def database_file(self) -> str:
        """Path of the database inside it."""
        if self.database == "sqlite":
            return "database.sqlite"
        return "database.dump"

    @property
    def files(self) -> int:
        """How many uploaded files it holds."""
        return sum(name.startswith("files/") and name != MARK for name in self.digests)


def packed(folder: Path, manifest: Manifest, target: Path) -> None:
    """Pack a prepared folder, manifest last, so that a backup cut off anywhere is told
    by its lack of one.
    """
    with tarfile.open(target, "w:gz", compresslevel=3) as tar:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            manifest.digests[name] = digest_of(path)
            tar.add(path, name)
        said = folder / "manifest.json"
        said.write_text(json.dumps(asdict(manifest), indent=1))
        tar.add(said, said.name)


def sizes(source: Path, room: int) -> dict[str, int]:
    """What a backup says that it holds, read from its headers; nothing is written.

    Args:
        room: Bytes that it may come to.

    Returns:
        Path inside the backup to its number of bytes.

    Raises:
        Unsafe: It is no backup of ours, or is cut off.
        NoRoom: It comes to more.
    """
    found = {}
    total = 0
    with _as_unsafe_backup(source), tarfile.open(source, "r:gz") as tar:
        for member in tar:
            _check_member(member)
            total += member.size
            if total > LARGEST:
                raise ValueError("too large")
            if total > room:
                raise NotEnoughSpace(
                    f"{source} holds more than {total / 1_000_000:.0f} MB and there are"
                    f" {room / 1_000_000:.0f} MB free. Nothing was changed."
                )
            found[member.name] = member.size
    return found


def unpacked(source: Path, folder: Path) -> Manifest:
    """Unpack a backup and hold every byte against its manifest.

    Raises:
        Unsafe: It is no backup, is cut off, or a file in it is not what was packed.
        OSError: There is no room, or it cannot be written.
    """
    with _as_unsafe_backup(source):
        with tarfile.open(source, "r:gz") as tar:
            _unpack(tar, folder)
        if not (folder / "manifest.json").is_file():
            raise UnsafeBackup(
                f"{source} has no manifest: it is no backup, or it was cut off."
            )
        manifest = _manifest(json.loads((folder / "manifest.json").read_text()))
    if manifest.product != "forsoeg" or manifest.format != FORMAT:
        raise UnsafeBackup(
            f"{source} was made by another version of the product: its format is {manifest.format}."
        )
    there = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    } - {"manifest.json"}
    if there != set(manifest.digests):
        raise UnsafeBackup(
            f"{source} lacks {len(set(manifest.digests) - there)} files and has"
            f" {len(there - set(manifest.digests))} unknown."
        )
    for name, digest in manifest.digests.items():
        if digest_of(folder / name) != digest:
            raise UnsafeBackup(f"{name} in {source} is not what was backed up.")
    if manifest.database_file not in there:
        raise UnsafeBackup(f"{source} has no database in it.")
    return manifest


def one_of(source: Path, name: str, target: Path) -> None:
    """Unpack one file of a backup that was checked."""
    with tarfile.open(source, "r:gz") as tar, target.open("wb") as file:
        _copied(tar.extractfile(name), file)


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _as_unsafe_backup(source: Path) -> Iterator[None]:
    """Say in words what is wrong with a file that is no backup; a disk that is full or
    away is another matter.
    """
    try:
        yield
    except (
        tarfile.TarError,
        EOFError,
        ValueError,
        TypeError,
        RecursionError,
        zlib.error,
    ) as error:
        raise UnsafeBackup(
            f"{source} is no backup of this product, or it is damaged ({type(error).__name__})."
        ) from error
    except OSError as error:
        if not source.exists() or (error.errno and error.errno not in OF_NAMES):
            raise
        raise UnsafeBackup(
            f"{source} is no backup of this product, or it is damaged ({type(error).__name__})."
        ) from error


def _manifest(said: object) -> Manifest:
    """What it says, if each part is of the kind that it must be."""
    if not isinstance(said, dict):
        raise TypeError("a manifest is an object")
    manifest = Manifest(**said)
    lists = isinstance(manifest.migrations, list) and isinstance(manifest.rows, dict)
    if not lists or not isinstance(manifest.digests, dict):
        raise TypeError("lists are missing")
    words = [manifest.made_at, manifest.database]
    words += manifest.migrations
    words += manifest.digests.values()
    if not all(isinstance(word, str) for word in words):
        raise TypeError("a text is missing")
    if not all(type(number) is int for number in manifest.rows.values()):
        raise TypeError("a number is missing")
    return manifest


def _check_member(member: tarfile.TarInfo) -> None:
    """Only plain files, only below the folder; ours have no holes, which would make
    much of little.
    """
    path = PurePosixPath(member.name)
    if (
        not member.isfile()
        or member.issparse()
        or path.is_absolute()
        or ".." in path.parts
        or not path.parts
    ):
        raise ValueError("a backup holds plain files only")
    if member.name == "manifest.json" and member.size > LARGEST_MANIFEST:
        raise ValueError("too large")


def _unpack(tar: tarfile.TarFile, folder: Path) -> None:
    """No more than could be ours."""
    size = 0
    for member in tar:
        _check_member(member)
        size += member.size
        if size > LARGEST:
            raise ValueError("too large")
        target = folder / PurePosixPath(member.name)
        make_folder(target.parent)
        with open_private(target) as file:
            _copied(tar.extractfile(member), file)


def _copied(source: BinaryIO, target: BinaryIO) -> None:
    shutil.copyfileobj(source, target, 1 << 20)
