"""Where tests write what nobody needs after them."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOM = 3_000_000_000  # bytes; a whole run writes less than one


def folder_in_memory() -> str | None:
    """A folder in memory where there is room: copying a database there costs a fifth."""
    memory = Path("/dev/shm")
    if memory.is_dir() and shutil.disk_usage(memory).free > ROOM:
        return str(memory)
    return None
