"""Who works on a PostgreSQL database, on whichever machine: an advisory lock on a
connection of its own.

Whoever serves or works holds it shared, and whoever replaces or changes all of it wants
it alone. PostgreSQL lets go of it when the connection ends, so a machine that died
leaves none behind.
"""

from __future__ import annotations

import logging
import os
import select
import socket
import threading
import time

import peewee

from tracker.database_url import direct_url
from tracker.db import open_database
from tracker.operations import postgres

log = logging.getLogger("tracker.presence")

# Any number, the same in every version; the one before it is that of migrating
NUMBER = 7_021_910
AGAIN = 1  # seconds between two tries to take it again
ALIVE = 30  # seconds between two questions to a database that says nothing
ENDING = 1  # seconds in which the database notices that a process has ended
# What the table of migrations says until one has ended
UNFINISHED = "a restore is unfinished"
HOLDERS = """
SELECT l.mode, a.application_name, a.client_addr::text, a.backend_start
FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'advisory' AND l.classid = 0 AND l.objid = %s AND l.granted AND l.objsubid = 1
AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND a.pid <> pg_backend_pid() ORDER BY a.backend_start
"""


class ProcessLock:
    """The lock, held by this process until it ends or lets go.

    Args:
        alone: Whether nobody else may hold it meanwhile.
    """

    def __init__(self, url: str, *, alone: bool = False):
        self.url = direct_url(url)
        self.alone = alone
        self.connection = None
        self.owner = os.getpid()

    def take(self) -> bool:
        """Connect and try to take the lock; whether that worked."""
        db = open_database(self.url)
        db.connect()
        name = f"tracker on {socket.gethostname()} (process {os.getpid()})"
        db.execute_sql("SELECT set_config('application_name', %s, false)", (name[:63],))
        function = "pg_try_advisory_lock_shared"
        if self.alone:
            function = "pg_try_advisory_lock"
        if db.execute_sql(f"SELECT {function}(%s)", (NUMBER,)).fetchone()[0]:
            # As the driver has it: the thread that keeps it is another one
            self.connection = db.connection()
            return True
        db.close()
        return False

    def take_from_ended(self) -> bool:
        """Try to take it for as long as the database may need to notice that a process
        that held it has ended; whether that worked.
        """
        until = time.monotonic() + ENDING
        while not (taken := self.take()) and time.monotonic() < until:
            time.sleep(0.1)
        return taken

    def keep(self) -> None:
        """Take it again, in a thread of its own, whenever the database went away and came back."""
        threading.Thread(target=self._keep, name="presence", daemon=True).start()

    def close(self) -> None:
        """Let go of it; not from a process that was forked, to which the connection
        does not belong.
        """
        connection = self.connection
        self.connection = None
        self.closed = True
        if connection is not None and self.owner == os.getpid():
            connection.close()

    closed = False

    def _keep(self) -> None:
        while True:
            self._wait()
            if self.closed:
                return
            try:
                if self.take():
                    log.info("the lock on the database is held again")
                    continue
                log.error("another machine restores or migrates the database")
            except peewee.PeeweeException:
                pass  # still away
            time.sleep(AGAIN)

    def _wait(self) -> None:
        """Return when the connection has ended."""
        try:
            while (connection := self.connection) is not None:
                select.select([connection.fileno()], [], [], ALIVE)
                connection.execute("SELECT 1")
        except Exception:  # whatever the driver says: it is not there any more
            self.connection = None


def others(url: str) -> tuple[list[str], bool]:
    """Who else holds the lock, each as operators know them; and whether one of them
    holds it alone.
    """
    db = open_database(direct_url(url))
    with db.connection_context():
        rows = db.execute_sql(HOLDERS, (NUMBER,)).fetchall()
    names = []
    for _, name, address, _ in rows:
        holder = name or "a process"
        if address:
            holder += f" at {address}"
        names.append(holder)
    return list(dict.fromkeys(names)), any(mode == "ExclusiveLock" for mode, *_ in rows)


def unfinished(url: str) -> bool:
    """Whether a restore of this database was interrupted, on whichever machine."""
    db = open_database(direct_url(url))
    with db.connection_context():
        return (postgres.mark(db) or "").startswith(UNFINISHED)
