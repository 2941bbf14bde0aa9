"""What keeps guessing slow and a double click single. Both stand in the database, so that every worker counts alike."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models.people import Person
from tracker.db import Capped, Instant, Record, is_sqlite


class Bucket(Record):
    """A token bucket: `capacity` tries at once, refilled evenly over `per`."""

    key = Capped(300, unique=True)
    left = peewee.DoubleField()
    at = Instant()

    @classmethod
    def take(cls, key: str, *, capacity: int, per: dt.timedelta, at: dt.datetime) -> bool:
        """Take one try. False when the bucket is empty.

        Args:
            capacity: Tries that a full bucket holds.
            per: The time in which an empty bucket fills.
        """
        db = cls._meta.database
        with db.atomic():
            cls.insert(key=key, left=capacity, at=at).on_conflict_ignore().execute()
            row = cls.select().where(cls.key == key)
            bucket = (row if is_sqlite() else row.for_update()).get()
            since = max(0.0, (at - bucket.at).total_seconds())
            left = min(float(capacity), bucket.left + capacity * since / per.total_seconds())
            taken = left >= 1
            cls.update(left=left - taken, at=max(at, bucket.at)).where(cls.id == bucket.id).execute()
        return taken

    @classmethod
    def left_in(cls, key: str, *, capacity: float, per: dt.timedelta, at: dt.datetime) -> float:
        """What a bucket of seconds holds, or of whatever else is spent in parts; less than nothing when too much was spent."""
        bucket = cls.get_or_none(cls.key == key)
        if bucket is None:
            return float(capacity)
        since = max(0.0, (at - bucket.at).total_seconds())
        return min(float(capacity), bucket.left + capacity * since / per.total_seconds())

    @classmethod
    def spend(cls, key: str, amount: float, *, capacity: float, per: dt.timedelta, at: dt.datetime) -> None:
        """Take out what something has cost, known only afterwards."""
        with cls._meta.database.atomic():
            cls.insert(key=key, left=capacity, at=at).on_conflict_ignore().execute()
            row = cls.select().where(cls.key == key)
            bucket = (row if is_sqlite() else row.for_update()).get()
            left = cls.left_in(key, capacity=capacity, per=per, at=at) - amount
            cls.update(left=left, at=max(at, bucket.at)).where(cls.id == bucket.id).execute()

    @classmethod
    def give_back(cls, key: str, capacity: int) -> None:
        """Return a try that was well spent, as by a right password from an address that many share."""
        cls.update(left=cls.left + 1).where(cls.key == key, cls.left <= capacity - 1).execute()

    @classmethod
    def forget(cls, key: str) -> None:
        """Forget what was counted, as after a right password."""
        cls.delete().where(cls.key == key).execute()

    @classmethod
    def sweep(cls, at: dt.datetime) -> int:
        """Remove buckets long full again. Returns how many."""
        return cls.delete().where(cls.at < at - dt.timedelta(days=2)).execute()


class Submission(Record):
    """A form that was sent, by its hidden key: the second click finds what the first one made."""

    person = peewee.ForeignKeyField(Person, on_delete="CASCADE")
    key = Capped(64)
    made = Capped(200)
    at = Instant()

    class Meta:
        indexes = ((("person", "key"), True),)

    @classmethod
    def earlier(cls, person: Person, key: str) -> str | None:
        """Where the first click led, if this form was sent before."""
        row = cls.get_or_none(cls.person == person, cls.key == key) if key else None
        return row and row.made

    @classmethod
    def note(cls, person: Person, key: str, made: str, at: dt.datetime) -> None:
        """Note, in the transaction of the act itself, what this form made.

        Raises:
            peewee.IntegrityError: The other click was first; the caller's transaction is undone.
        """
        if key:
            cls.create(person=person, key=key[:64], made=made, at=at)

    @classmethod
    def sweep(cls, at: dt.datetime) -> int:
        """Remove keys older than two days. Returns how many."""
        return cls.delete().where(cls.at < at - dt.timedelta(days=2)).execute()
