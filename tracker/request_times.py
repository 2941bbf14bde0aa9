"""What a request spends its time on, where somebody wants to know.

In development each answer tells it in the header `Server-Timing`, which browsers show
beside the request. The service itself measures nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar


class RequestTimes:
    """The seconds of one request, by what they were spent on.

    Attributes:
        statements: What was sent to the database, in its order: texts, with their values.
        sql: Seconds that the database took, waiting for others included.
        rendering: Seconds that templates took, with the queries that they ask.
    """

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.statements: list[tuple[str, Sequence | None]] = []
        self.sql = 0.0
        self.rendering = 0.0

    @contextmanager
    def statement(self, sql: str, values: Sequence | None) -> Iterator[None]:
        """Count a statement, and the time that it takes."""
        self.statements.append((sql, values))
        began = time.perf_counter()
        try:
            yield
        finally:
            self.sql += time.perf_counter() - began

    @contextmanager
    def template(self) -> Iterator[None]:
        """Add the time that a template takes."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.rendering += time.perf_counter() - began

    def header(self) -> str:
        """As `Server-Timing` has it: milliseconds, with the number of statements."""
        total = time.perf_counter() - self.began
        return ", ".join(
            (
                f'sql;dur={self.sql * 1000:.1f};desc="{len(self.statements)} statements"',
                f"rendering;dur={self.rendering * 1000:.1f}",
                f"total;dur={total * 1000:.1f}",
            )
        )


request_times: ContextVar[RequestTimes | None] = ContextVar(
    "request_times", default=None
)


class TimedQueries:
    """Mixin of a database: tells the times of a request what it sends, if there are any."""

    def execute_sql(self, sql, params=None):
        ours = request_times.get()
        if ours is None:
            return super().execute_sql(sql, params)
        with ours.statement(sql, params):
            return super().execute_sql(sql, params)
