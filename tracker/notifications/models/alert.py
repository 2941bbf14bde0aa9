"""Alert: a mail at once to somebody for whom somebody waits."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.db import BaseModel, UTCDateTimeField
from tracker.jobs.models import Job

GATHERED = dt.timedelta(minutes=10)


class Alert(BaseModel):
    """A mail that tells one person at once what waits for them.

    The first notice asks for a mail that is due now; what comes in the ten minutes after
    it is gathered in the next one. `number` counts a person's mails, so that two acts at
    the same moment make one mail and not two. A mail is closed before it is written: a
    notice that comes later asks for another one.
    """

    person = peewee.ForeignKeyField(
        Person, backref="alerts", index=False, on_delete="CASCADE"
    )
    number = peewee.IntegerField()
    due_at = UTCDateTimeField()
    is_closed = peewee.BooleanField(default=False)

    class Meta:
        indexes = ((("person", "number"), True),)

    @classmethod
    def gather(cls, person: int, *, at: dt.datetime) -> Alert:
        """The mail that a notice of now goes into, locked until the transaction ends.

        Call it inside the transaction that writes the notice.
        """
        while True:
            last = cls.newest(person)
            if last is None or last.is_closed:
                cls._plan(person, last, at)
                last = cls.newest(person)
            if last._lock():
                return last

    @classmethod
    def newest(cls, person: int) -> Alert | None:
        """The last mail planned for a person, sent or not."""
        mine = cls.select().where(cls.person == person)
        return mine.order_by(cls.number.desc()).first()

    def close(self) -> None:
        """Take in nothing more; waits for a transaction that is putting something in."""
        Alert.update(is_closed=True).where(Alert.id == self.id).execute()

    @classmethod
    def sweep(cls, before: dt.datetime) -> int:
        """Remove mails planned before. Returns how many."""
        old = (cls.due_at < before) & cls.is_closed
        return cls.delete().where(old).execute()

    # Private

    @classmethod
    def _plan(cls, person: int, last: Alert | None, at: dt.datetime) -> None:
        """Plan the mail after the last one, unless another transaction does so first."""
        number = 1
        due = at
        if last:
            number = last.number + 1
            # A clock that ran ahead must not keep the next mail waiting
            if last.due_at <= at + GATHERED:
                due = max(at, last.due_at + GATHERED)
        row = cls.insert(person=person, number=number, due_at=due)
        if row.on_conflict_ignore().as_rowcount().execute():
            Job.enqueue("alert", at=due, person=person, number=number)

    def _lock(self) -> bool:
        """Keep it open until the transaction ends; False if it was closed meanwhile."""
        mine = (Alert.id == self.id) & ~Alert.is_closed
        return bool(Alert.update(is_closed=False).where(mine).execute())
