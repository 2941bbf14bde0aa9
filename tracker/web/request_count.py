"""Counts requests by route and status, and how long they took, over all workers.

The numbers lie in memory that the workers share: it is made before they are forked, and
what one has counted stays when it ends. Nothing is counted of a pulse, of which there is
no line in the log either; and nothing says who asked.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import struct
import tempfile
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, g, request

# Statuses that are told apart; all others are counted as 0
STATUSES = (200, 204, 206, 302, 303, 304, 400, 401, 403, 404, 405, 409, 413, 422, 429)
STATUSES += (500, 503, 507, 0)
# Seconds that a request took at most, as Prometheus wants them
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, float("inf"))
UNCOUNTED = ("readiness.", "home.healthz", "home.readyz", "home.metrics")
UNCOUNTED += ("static", "assets", "chartkick.")
NOWHERE = "nowhere"  # an address that leads to no page
CELL = struct.Struct("d")


class RequestCount:
    """The numbers of all workers.

    Args:
        routes: The endpoints that are counted.
    """

    def __init__(self, routes: list[str]):
        self.routes = {route: place for place, route in enumerate(routes)}
        # Of each route: its statuses, and the seconds that it took in all
        self.width = len(STATUSES) + 1
        cells = len(routes) * self.width + len(BUCKETS)
        self.memory = mmap.mmap(-1, cells * CELL.size)
        # One that is killed lets go of the lock of a file, not of one in memory
        self.file, path = tempfile.mkstemp()
        os.unlink(path)  # noqa: PTH108
        weakref.finalize(self, os.close, self.file)
        self.threads = threading.Lock()

    def add(self, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        place = self.routes.get(route)
        if place is None:
            return
        if status not in STATUSES:
            status = 0
        bucket = next(n for n, most in enumerate(BUCKETS) if seconds <= most)
        first = place * self.width
        with self._alone():
            self._raise(first + STATUSES.index(status), 1)
            self._raise(first + len(STATUSES), seconds)
            self._raise(len(self.routes) * self.width + bucket, 1)

    def rows(self) -> Iterator[tuple[str, int, float]]:
        """Route, status and number, where it is not 0."""
        for route, place in self.routes.items():
            for offset, status in enumerate(STATUSES):
                number = self._read(place * self.width + offset)
                if number:
                    yield route, status, number

    def seconds(self) -> Iterator[tuple[str, float]]:
        """Route and the seconds that it took in all."""
        for route, place in self.routes.items():
            seconds = self._read(place * self.width + len(STATUSES))
            if seconds:
                yield route, seconds

    def buckets(self) -> list[tuple[float, float]]:
        """Upper bound and how many took at most so long."""
        first = len(self.routes) * self.width
        total = 0.0
        found = []
        for place, most in enumerate(BUCKETS):
            total += self._read(first + place)
            found.append((most, total))
        return found

    @contextmanager
    def _alone(self):
        with self.threads:
            fcntl.lockf(self.file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self.file, fcntl.LOCK_UN)

    def _read(self, cell: int) -> float:
        return CELL.unpack_from(self.memory, cell * CELL.size)[0]

    def _raise(self, cell: int, by: float) -> None:
        CELL.pack_into(self.memory, cell * CELL.size, self._read(cell) + by)


def init_app(app: Flask) -> None:
    """Count every request of the routes that the app has by now."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    counted = [name for name in endpoints if not name.startswith(UNCOUNTED)]
    requests = RequestCount([*sorted(counted), NOWHERE])
    app.extensions["request_count"] = requests

    @app.before_request
    def note_time():
        g.counted_from = time.perf_counter()

    @app.after_request
    def count(response):
        began = g.get("counted_from")
        if began is not None:
            seconds = time.perf_counter() - began
            requests.add(request.endpoint or NOWHERE, response.status_code, seconds)
        return response
