"""What is the matter with the database, by the class that an error has: words in a message
are the server's own, and say `read-only` where nothing can be read either.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator


class Trouble(enum.Enum):
    """What one can tell people, and what they can do meanwhile."""

    full = "full"
    read_only = "read_only"
    away = "away"
    busy = "busy"
    unknown = "unknown"


# Of PostgreSQL: a code, or the two letters of its class
STATES = {
    "53100": Trouble.full,  # disk_full
    "25006": Trouble.read_only,  # read_only_sql_transaction
    "55P03": Trouble.busy,  # lock_not_available
    "57014": Trouble.busy,  # query_canceled
    "53": Trouble.busy,  # too many connections, out of memory
    "40": Trouble.busy,  # serialization failure, deadlock
    "08": Trouble.away,  # the connection
    "57": Trouble.away,  # shut down, crashed, starting
    "58": Trouble.full,  # the system: a file cannot be written
}
# Of SQLite: the low byte of its code
CODES = {
    5: Trouble.busy,
    6: Trouble.busy,
    8: Trouble.full,  # READONLY: the disk was made so
    10: Trouble.full,  # IOERR
    13: Trouble.full,
    14: Trouble.full,  # CANTOPEN: no journal can be made
}


def trouble_of(error: BaseException) -> Trouble:
    """The first that one of the causes tells; a connection that never was tells nothing."""
    told = [_told(cause) for cause in causes(error)]
    for trouble in (Trouble.full, Trouble.read_only, Trouble.busy, Trouble.away):
        if trouble in told:
            return trouble
    return Trouble.unknown


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and those before it.

    Undoing a transaction on a full disk fails in its turn, more than once.
    """
    while error is not None:
        yield error
        error = error.__context__


def _told(cause: BaseException) -> Trouble:
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return CODES.get(code & 0xFF, Trouble.unknown)
    if type(cause).__module__.partition(".")[0] != "psycopg":
        return Trouble.unknown
    state = getattr(cause, "sqlstate", None)
    if state is None and type(cause).__name__ in CONNECTION:
        return Trouble.away
    state = state or ""
    return STATES.get(state) or STATES.get(state[:2], Trouble.unknown)


# Errors of the driver itself, before the server has said anything
CONNECTION = ("OperationalError", "ConnectionTimeout", "InterfaceError")
