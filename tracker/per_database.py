"""What a process keeps of each database, however often it is connected to."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from tracker.db import database, is_sqlite
from tracker.disk import file_number

T = TypeVar("T")


def kept_of_database(
    kept: dict[tuple, T], make: Callable[[], T], *marks: Hashable
) -> T:
    """The one of the database that is connected to, made if there is none.

    Another file may lie where the database was, since a backup was restored: what was
    kept of the one before is let go of.

    Args:
        kept: Where they are kept.
        marks: What else tells this database from another at its place.
    """
    number = file_number(database.database) if is_sqlite() else None
    place = (database.database, number, *marks)
    found = kept.get(place)
    if found is None:
        for other in [known for known in kept if known[0] == place[0]]:
            kept.pop(other, None)
        found = kept.setdefault(place, make())
    return found
