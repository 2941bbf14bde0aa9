"""Token buckets and idempotency keys.

Both are rows of the database, so that every worker counts alike.
"""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models.person import Person
from tracker.core.idempotency import Idempotent
from tracker.db import (
    BaseModel,
    CheckedCharField,
    UTCDateTimeField,
    for_update,
)
from tracker.moments import is_ahead
from tracker.prepared import Parameter, Prepared

KEPT = dt.timedelta(days=2)


class TokenBucket(BaseModel):
    """A token bucket: `capacity` tries at once, refilled evenly over `per`."""

    key = CheckedCharField(300, unique=True)
    left = peewee.DoubleField()
    at = UTCDateTimeField()

    @classmethod
    def take(
        cls, key: str, *, capacity: int, per: dt.timedelta, at: dt.datetime
    ) -> bool:
        """Take one try. False when the bucket is empty.

        One that was last counted in a time that lies ahead keeps what is left in it,
        and fills from now on.

        Args:
            capacity: Tries that a full bucket holds.
            per: The time in which an empty bucket fills.
        """
        with cls._meta.database.atomic():
            bucket = cls._locked(key, capacity, at)
            left = bucket._holds(capacity, per, at)
            taken = left >= 1
            counted = max(at, bucket.at)
            if is_ahead(bucket.at, at, per):
                counted = at
            cls.update(left=left - taken, at=counted).where(
                cls.id == bucket.id
            ).execute()
        return taken

    @classmethod
    def left_in(
        cls, key: str, *, capacity: float, per: dt.timedelta, at: dt.datetime
    ) -> float:
        """What a bucket of seconds holds, or of whatever else is spent in parts; less
        than nothing when too much was spent.
        """
        bucket = cls.get_or_none(cls.key == key)
        if bucket is None:
            return float(capacity)
        return bucket._holds(capacity, per, at)

    @classmethod
    def spend(
        cls,
        key: str,
        amount: float,
        *,
        capacity: float,
        per: dt.timedelta,
        at: dt.datetime,
    ) -> None:
        """Take out what something has cost, known only afterwards."""
        with cls._meta.database.atomic():
            bucket = cls._locked(key, capacity, at)
            left = bucket._holds(capacity, per, at) - amount
            cls.update(left=left, at=max(at, bucket.at)).where(
                cls.id == bucket.id
            ).execute()

    @classmethod
    def _locked(cls, key: str, capacity: float, at: dt.datetime) -> TokenBucket:
        """The bucket of a key, for this transaction alone; a full one where there was
        none, with the same work: how long it takes must not tell who asked before.
        """
        cls.insert(key=key, left=capacity, at=at).on_conflict_ignore().execute()
        return LOCKED.first(key=key)

    def _holds(self, capacity: float, per: dt.timedelta, at: dt.datetime) -> float:
        """What is in it by now."""
        since = max(0.0, (at - self.at).total_seconds())
        return min(float(capacity), self.left + capacity * since / per.total_seconds())

    @classmethod
    def give_back(cls, key: str, capacity: int) -> None:
        """Return a try that was well spent, as by a right password from an address that
        many share.
        """
        cls.update(left=cls.left + 1).where(
            cls.key == key, cls.left <= capacity - 1
        ).execute()

    @classmethod
    def forget(cls, key: str) -> None:
        """Forget what was counted, as after a right password."""
        cls.delete().where(cls.key == key).execute()

    @classmethod
    def sweep(cls, at: dt.datetime) -> int:
        """Remove buckets long full again. Returns how many."""
        return cls.delete().where(_is_old(cls.at, at)).execute()


LOCKED = Prepared(
    lambda: for_update(TokenBucket.select().where(TokenBucket.key == Parameter("key")))
)


class FormSubmission(Idempotent, BaseModel):
    """A form that was sent, by its hidden key: the second click finds what the first one made."""

    person = peewee.ForeignKeyField(Person, on_delete="CASCADE")
    key = CheckedCharField(64)
    made = CheckedCharField(200)
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("person", "key"), True),)

    @classmethod
    def sweep(cls, at: dt.datetime) -> int:
        """Remove keys older than two days. Returns how many."""
        return cls.delete().where(_is_old(cls.at, at)).execute()


def _is_old(moment, at: dt.datetime):
    """The condition that something was counted days ago, or in days that have not come yet."""
    return (moment < at - KEPT) | (moment > at + KEPT)
