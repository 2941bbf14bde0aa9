"""One request at a time has its turn, and whoever writes something goes ahead.

Threads of one process take the interpreter from each other: of four pages that are drawn
at once, each comes as late as the last, and a write that is handled beside them keeps
SQLite's only writer busy for as long. Here one is answered after the other. One that
takes long (a file that is sent, a lock that is waited for) keeps the others waiting only
for a moment: then the next one has its turn beside it.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

ALONE = 0.05  # seconds for which a request has its turn alone
AHEAD = 0.5  # seconds by which one that writes goes ahead; older ones are not passed


class Ticket:
    """The place of one request in line."""

    __slots__ = ("called", "place", "since")

    def __init__(self, place: tuple[float, int]):
        self.place = place
        self.called = threading.Event()
        self.since = 0.0

    def __lt__(self, other: Ticket) -> bool:
        return self.place < other.place


class Turns:
    """Requests in line.

    Args:
        alone: Seconds for which each has its turn alone.
        ahead: Seconds by which one that writes goes ahead of those that read.
    """

    def __init__(self, alone: float = ALONE, ahead: float = AHEAD):
        self.alone = alone
        self.ahead = ahead
        self._lock = threading.Lock()
        self._numbers = count()
        self._waiting: list[Ticket] = []  # a heap
        self._holder: Ticket | None = None

    @contextmanager
    def turn(self, writes: bool = False) -> Iterator[None]:
        """Wait for one's turn, and give it back."""
        ticket = self._stand_in_line(writes)
        try:
            while not ticket.called.is_set():
                self._wait(ticket)
            yield
        finally:
            with self._lock:
                if self._holder is ticket:
                    self._call_next()

    def _stand_in_line(self, writes: bool) -> Ticket:
        with self._lock:
            came = time.monotonic()
            if writes:
                came -= self.ahead
            ticket = Ticket((came, next(self._numbers)))
            heapq.heappush(self._waiting, ticket)
            if self._holder is None:
                self._call_next()
        return ticket

    def _wait(self, ticket: Ticket) -> None:
        holder = self._holder
        left = 0.0
        if holder is not None:
            left = holder.since + self.alone - time.monotonic()
        if left > 0 and ticket.called.wait(left):
            return
        with self._lock:
            # Whoever has had its turn for so long goes on beside the next one
            if self._holder is holder and not ticket.called.is_set():
                self._call_next()

    def _call_next(self) -> None:
        self._holder = None
        if self._waiting:
            self._holder = heapq.heappop(self._waiting)
            self._holder.since = time.monotonic()
            self._holder.called.set()
