"""How long the writes of a request may wait for other transactions."""

from __future__ import annotations

from contextvars import ContextVar


class WaitBudget:
    """The time that the writes of one request may still wait for other transactions.

    Args:
        seconds: How long a write waits at most.
        reads: Whether it is a page that is only read: nobody waits long for what it writes besides.
    """

    def __init__(self, seconds: float, reads: bool = False):
        self.left = float(seconds)
        if reads:
            self.left = float(min(1, seconds))
        self.changed = reads

    def spend(self, seconds: float) -> None:
        if seconds > 0.1:
            self.left = max(0.0, self.left - seconds)
            self.changed = True


wait_budget: ContextVar[WaitBudget | None] = ContextVar("patience", default=None)
