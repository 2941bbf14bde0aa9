"""Errands: written with the act that causes them, leased by a worker, tried again, done once."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.db import Capped, Instant, Record

LEASE = dt.timedelta(minutes=2)
TRIES = 8


class Errand(Record):
    """Something that must happen soon: a mail, an import. A worker that dies leaves it to the next one."""

    kind = Capped(40)
    carries = peewee.JSONField(default=dict)
    due_at = Instant(index=True)
    leased_until = Instant(null=True)
    tries = peewee.IntegerField(default=0)
    trouble = Capped(500, default="")

    @classmethod
    def ask(cls, kind: str, *, at: dt.datetime, **carries) -> Errand:
        """Ask for something to be done; plain JSON goes along. Call it inside the transaction of the act."""
        return cls.create(kind=kind, carries=carries, due_at=at)

    @classmethod
    def lease_next(cls, at: dt.datetime, lease: dt.timedelta = LEASE) -> Errand | None:
        """The next due errand, leased to the caller in one UPDATE; None when nothing is due."""
        free = cls.leased_until.is_null() | (cls.leased_until < at)
        for errand in cls.select().where(cls.due_at <= at, free, cls.tries < TRIES).order_by(cls.due_at, cls.id).limit(5):
            won = (
                cls.update(leased_until=at + lease, tries=cls.tries + 1)
                .where(cls.id == errand.id, cls.tries == errand.tries, free)
                .execute()
            )
            if won:
                return errand.again()
        return None

    def keep(self, at: dt.datetime, lease: dt.timedelta = LEASE) -> None:
        """Keep the lease while long work goes on."""
        Errand.update(leased_until=at + lease).where(Errand.id == self.id).execute()

    def done(self) -> None:
        self.delete_instance()

    def fail(self, trouble: str, at: dt.datetime) -> None:
        """Try again later: after 30 seconds, then twice as long each time."""
        Errand.update(trouble=trouble[:500], leased_until=None, due_at=at + dt.timedelta(seconds=15 * 2**self.tries)).where(
            Errand.id == self.id
        ).execute()

    @classmethod
    def given_up(cls) -> int:
        """How many errands have failed for good and wait for an operator."""
        return cls.select().where(cls.tries >= TRIES).count()
