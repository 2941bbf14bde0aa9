"""Which jobs a thread of the worker takes, and how fast: mails go a way of their own.

A mail server that hangs keeps nothing else waiting, and no more than one mail: after
it, the others wait until the server may be back.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Collection

from tracker.jobs.models import MAIL_KINDS, MAILS, Job

FIRST_PAUSE = 30.0  # seconds; doubled each time that the server still is away
LONGEST_PAUSE = 600.0


class Lane:
    """All kinds of jobs, or some.

    Args:
        but: Kinds that are another lane's.
        kinds: The only kinds of it; all when left out.
    """

    def __init__(self, but: Collection[str] = (), kinds: Collection[str] | None = None):
        self.but = but
        self.kinds = kinds

    def lease(
        self, at: dt.datetime, abilities: Collection[str] | None = None
    ) -> Job | None:
        """The next job to do, leased; None if there is none now."""
        return Job.lease_next(at, abilities=abilities, kinds=self.kinds, but=self.but)

    def note(self, is_away: bool) -> None:
        """A job of it ended; whether the server that it needs was away."""


class MailLane(Lane):
    """Mails alone: links that somebody waits for come first, Tuesday's mail last.

    Args:
        per_minute: How many are sent in a minute at most; 0 for as many as can be.
    """

    def __init__(self, per_minute: int = 0):
        super().__init__()
        self.interval = 0.0
        if per_minute:
            self.interval = 60 / per_minute
        self.not_before = 0.0
        self.pause = FIRST_PAUSE

    def lease(
        self, at: dt.datetime, abilities: Collection[str] | None = None
    ) -> Job | None:
        wait = self.not_before - time.monotonic()
        if wait > 1:
            return None
        if wait > 0:
            time.sleep(wait)
        for kinds in MAIL_KINDS:
            if job := Job.lease_next(at, abilities=abilities, kinds=kinds):
                return job
        return None

    def note(self, is_away: bool) -> None:
        now = time.monotonic()
        if is_away:
            self.not_before = now + self.pause
            self.pause = min(2 * self.pause, LONGEST_PAUSE)
        else:
            self.not_before = now + self.interval
            self.pause = FIRST_PAUSE


EVERYTHING = Lane()
# A mailbox that hangs keeps nothing waiting either
MAILBOX = Lane(kinds=("mailbox",))
EVERYTHING_ELSE = Lane(but=MAILS.union(("mailbox",)))
