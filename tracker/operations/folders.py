"""Moving what lies in folders that may be mounts, links, or on another disk: the
contents go, the folder stays.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from tracker.disk import make_folder, touch_private
from tracker.folder import DiskFolder, Folder, files_below
from tracker.operations.journal import sync

ELSEWHERE = (errno.EXDEV, errno.EBUSY, errno.EPERM, errno.EOPNOTSUPP)
MOUNTS = Path("/proc/self/mountinfo")


def size_of(folder: Folder) -> int:
    """Bytes in all of a folder's files."""
    return sum(entry.size for entry in folder.entries())


def nearest(path: Path) -> Path:
    """The path itself, or the folder above it that there is."""
    while not path.exists():
        path = path.parent
    return path


def mount_points() -> list[Path]:
    """Where something is mounted, as far as this system tells."""
    try:
        lines = MOUNTS.read_text().splitlines()
    except OSError:
        return []
    return [Path(line.split()[4].encode().decode("unicode_escape")) for line in lines]


def move_contents(source: Path, target: Path) -> None:
    """Move everything in a folder into another; both folders stay what they are.

    Begun twice, it goes on where it was.
    """
    _move_contents(source, target, mount_points())
    sync(target)
    sync(source)


def keep_aside(files: Folder, target: Path) -> None:
    """Move all files of a folder to a path on this machine; begun twice, it goes on."""
    if isinstance(files, DiskFolder):
        make_folder(files.path)
        move_contents(files.path, target)
        return
    make_folder(target)
    for entry in files.entries():
        with files.open(entry.name) as file:
            DiskFolder(target).write(entry.name, file)
        files.delete(entry.name)


def bring(source: Path, files: Folder) -> None:
    """Move all files of a path on this machine into a folder; begun twice, it goes on."""
    if isinstance(files, DiskFolder):
        move_contents(source, files.path)
        return
    for path in list(files_below(source)):
        with path.open("rb") as file:
            files.write(path.relative_to(source).as_posix(), file)
        path.unlink()


def unwritable(files: Folder) -> str | None:
    """Why a bucket takes nothing in or gives nothing out; None if it does, or is a disk."""
    if isinstance(files, DiskFolder):
        return None
    name = f"probe-{secrets.token_hex(8)}"
    try:
        files.write(name, b"probe")
        files.read(name)
        next(files.entries(), None)
        files.delete(name)
    except OSError as error:
        return f"{str(error).rstrip('.')}."
    return None


def place(source: Path, target: Path) -> None:
    """Put a second name of a file, or where that cannot be a copy, in the place of
    another, in one step.
    """
    new = target.with_name(f"{target.name}.part")
    new.unlink(missing_ok=True)
    try:
        os.link(source, new)
    except OSError:
        _copy(source, new)
    new.replace(target)
    new.unlink(missing_ok=True)  # two names of one file are not replaced by each other
    sync(target.parent)


def _move_contents(source: Path, target: Path, mounts: list[Path]) -> None:
    make_folder(target)
    for entry in sorted(source.iterdir()):
        there = target / entry.name
        if not entry.is_dir():
            _move_file(entry, there)
        elif not _renamed(entry, there, mounts):
            _move_contents(entry, there, mounts)
            if not entry.is_symlink():
                with suppress(OSError):  # a mount stays
                    entry.rmdir()


def _renamed(entry: Path, there: Path, mounts: list[Path]) -> bool:
    """Whether a folder could be moved as it is; one that is a link or holds a mount cannot."""
    if entry.is_symlink() or there.exists():
        return False
    whole = entry.resolve()
    if any(mount.is_relative_to(whole) for mount in mounts):
        return False
    try:
        entry.rename(there)
    except OSError as error:
        if error.errno not in ELSEWHERE:
            raise
        return False
    return True


def _move_file(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as error:
        if error.errno not in ELSEWHERE:
            raise
        part = target.with_name(f"{target.name}.part")
        _copy(source, part)
        part.replace(target)
        source.unlink()


def _copy(source: Path, target: Path) -> None:
    """A copy that is on the disk when this returns; nothing of it is left when there
    was no room.
    """
    try:
        shutil.copyfile(source, touch_private(target))
        shutil.copymode(source, target)
        with target.open("rb") as file:
            os.fsync(file.fileno())
    except OSError:
        target.unlink(missing_ok=True)
        raise
