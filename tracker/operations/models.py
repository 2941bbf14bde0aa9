"""Installation: the folder of uploaded files and the key that count, and the last backup."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField

# A night later than the last one, and time to try again
MISSED_AFTER = dt.timedelta(hours=30)


class Installation(BaseModel):
    """One row, made when the first machine starts.

    Attributes:
        mark: The word in the folder of files that all machines share.
        host: The machine that started first with that folder.
        key_mark: A digest of the SECRET_KEY that all machines share, which tells nothing
            of it; None until one has started.
    """

    mark = peewee.FixedCharField(max_length=32)
    host = CheckedCharField(100)
    begun_at = UTCDateTimeField()
    backed_up_at = UTCDateTimeField(null=True)
    key_mark = peewee.FixedCharField(max_length=32, null=True)

    class Meta:
        constraints = [peewee.Check("id = 1")]

    @classmethod
    def current(cls) -> Installation | None:
        """The row; None before the first start."""
        return cls.get_or_none()

    @classmethod
    def begin(cls, mark: str, *, host: str, at: dt.datetime) -> Installation:
        """Remember the folder of files with this mark; of two who start at once the
        first counts.
        """
        cls.insert(
            id=1, mark=mark, host=host[:100], begun_at=at
        ).on_conflict_ignore().execute()
        return cls.get()

    @classmethod
    def keep_key(cls, mark: str) -> None:
        """Remember the key with this mark where none is known; of two who start at once
        the first counts.
        """
        cls.update(key_mark=mark).where(cls.key_mark.is_null()).execute()

    @classmethod
    def replace_key(cls, mark: str) -> None:
        """Remember another key: it was changed on purpose."""
        cls.update(key_mark=mark).execute()

    @classmethod
    def record_backup(cls, at: dt.datetime) -> None:
        """A backup was made and read back."""
        cls.update(backed_up_at=at).execute()

    def misses_backup(self, at: dt.datetime) -> bool:
        """Whether no machine has made the backup that was due."""
        return at - (self.backed_up_at or self.begun_at) > MISSED_AFTER
