"""A backup as a file: a manifest, the database, the uploaded files and the key, in one compressed tar; and what makes it sound."""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from tracker.disk import make_folder, open_private

FORMAT = 1
LARGEST = 200_000_000_000  # bytes in all; what claims more is no backup of ours
MARK = "files/mark"  # by which machines know the folder; nobody uploaded it
LOOSE = ("secret_key", "erasures.jsonl")


class Unsafe(Exception):
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
    def files(self) -> int:
        """How many uploaded files it holds."""
        return sum(name.startswith("files/") and name != MARK for name in self.digests)


def packed(folder: Path, manifest: Manifest, target: Path) -> None:
    """Pack a prepared folder, manifest last, so that a backup cut off anywhere is told by its lack of one."""
    with tarfile.open(target, "w:gz", compresslevel=3) as tar:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            manifest.digests[name] = digest_of(path)
            tar.add(path, name)
        said = folder / "manifest.json"
        said.write_text(json.dumps(asdict(manifest), indent=1))
        tar.add(said, said.name)


def unpacked(source: Path, folder: Path) -> Manifest:
    """Unpack a backup and hold every byte against its manifest.

    Raises:
        Unsafe: It is no backup, is cut off, or a file in it is not what was packed.
    """
    try:
        with tarfile.open(source, "r:gz") as tar:
            _unpack(tar, folder)
        said = json.loads((folder / "manifest.json").read_text())
        manifest = Manifest(**said)
    except FileNotFoundError as error:
        if not source.exists():
            raise
        raise Unsafe(f"{source} has no manifest: it is no backup, or it was cut off.") from error
    except (tarfile.TarError, EOFError, OSError, ValueError, TypeError) as error:
        raise Unsafe(f"{source} is no backup of this product, or it is damaged ({type(error).__name__}).") from error
    if manifest.product != "forsoeg" or manifest.format != FORMAT:
        raise Unsafe(f"{source} was made by another version of the product: its format is {manifest.format}.")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"manifest.json"}
    if there != set(manifest.digests):
        raise Unsafe(
            f"{source} lacks {len(set(manifest.digests) - there)} files and has {len(there - set(manifest.digests))} unknown."
        )
    for name, digest in manifest.digests.items():
        if digest_of(folder / name) != digest:
            raise Unsafe(f"{name} in {source} is not what was backed up.")
    return manifest


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpack(tar: tarfile.TarFile, folder: Path) -> None:
    """Only plain files, only below the folder, and no more than could be ours."""
    size = 0
    for member in tar:
        path = PurePosixPath(member.name)
        if not member.isfile() or path.is_absolute() or ".." in path.parts:
            raise ValueError("a backup holds plain files only")
        size += member.size
        if size > LARGEST:
            raise ValueError("too large")
        target = folder / path
        make_folder(target.parent)
        with open_private(target) as file:
            _copied(tar.extractfile(member), file)


def _copied(source: BinaryIO, target: BinaryIO) -> None:
    shutil.copyfileobj(source, target, 1 << 20)
