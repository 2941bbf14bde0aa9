"""Whose turn it is to write into SQLite, which has one writer at a time.

SQLite itself lets each that waits sleep longer and longer, up to a tenth of a second, and
gives the lock to whoever happens to wake: with ten in line somebody waits for seconds.
Here one thread of each process tries again every other millisecond, and the others of
its process stand in line behind it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import peewee

PAUSE = 0.002  # seconds between two tries


class Line:
    """Threads in line; the first has its turn until it leaves."""

    def __init__(self):
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def turn(self, until: float) -> Iterator[bool]:
        """Whether this thread's turn has come by a moment of the monotonic clock."""
        ours = threading.Event()
        with self._lock:
            self._waiting.append(ours)
            self._waiting[0].set()
        try:
            yield ours.wait(max(0.0, until - time.monotonic()))
        finally:
            with self._lock:
                self._waiting.remove(ours)
                if self._waiting:
                    self._waiting[0].set()


class SqliteInTurn(peewee.SqliteDatabase):
    """SQLite whose transactions begin in the order in which they came."""

    def __init__(self, *args, **kwargs):
        self.line = Line()
        super().__init__(*args, **kwargs)

    def begin(self, lock_type=None):
        """Begin a transaction, once no other writes.

        Raises:
            peewee.OperationalError: Others wrote for longer than `busy_timeout` allows.
        """
        asked = self.connection().execute
        ((allowed,),) = asked("PRAGMA busy_timeout").fetchall()
        if not allowed:
            super().begin(lock_type)
            return
        until = time.monotonic() + allowed / 1000
        asked("PRAGMA busy_timeout = 0")
        try:
            with self.line.turn(until):
                self._begin_by(until, lock_type)
        finally:
            asked(f"PRAGMA busy_timeout = {allowed}")

    def _begin_by(self, until: float, lock_type: str | None) -> None:
        while True:
            try:
                super().begin(lock_type)
                return
            except peewee.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() >= until:
                    raise
            time.sleep(PAUSE)
