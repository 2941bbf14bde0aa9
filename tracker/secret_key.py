"""The key that signs cookies: as it is set, or made on the first start and kept."""

from __future__ import annotations

import secrets
from pathlib import Path

from tracker.disk import open_private

LEAST = 32  # characters
LEAST_DIFFERENT = 10


def read(chosen: str | None, path: Path, keeps: bool) -> str:
    """The key that is set, else the one that is kept beside the data.

    Args:
        keeps: Whether one is made and kept, readable by the owner only, where there is none.

    Raises:
        ValueError: It is too short, or cannot be kept; the message says so.
    """
    if chosen:
        if not _is_long_enough(chosen):
            raise ValueError(
                "SECRET_KEY must be at least 32 random characters; leave it out to have one made"
                " and kept."
            )
        return chosen
    if keeps or path.exists():
        return _kept(path)
    return secrets.token_urlsafe(48)


def _is_long_enough(key: str) -> bool:
    return len(key) >= LEAST and len(set(key)) >= LEAST_DIFFERENT


def _kept(path: Path) -> str:
    try:
        file = open_private(path, "x")
    except FileExistsError:
        key = path.read_text().strip()
        if _is_long_enough(key):
            return key
        raise ValueError(
            f"SECRET_KEY: the key kept in {path} is too short; delete the file to make a new one."
        ) from None
    except OSError as error:
        raise ValueError(
            f"TRACKER_DATA: {path} cannot be written ({error.strerror})."
        ) from error
    key = secrets.token_urlsafe(48)
    with file:
        file.write(key)
    return key
