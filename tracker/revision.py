"""The number that says whether what a process has cached may still be shown.

A cache holds the number in its key. Erasing a person and hiding content raise the
number in the same transaction, so that no process shows what was there before.
"""

from __future__ import annotations

import peewee

from tracker.db import BaseModel, CheckedCharField


class Revision(BaseModel):
    """One row, made when the number is raised for the first time."""

    number = peewee.IntegerField()

    class Meta:
        constraints = [peewee.Check("id = 1")]

    @classmethod
    def current(cls) -> int:
        """The number as of now."""
        return cls.select(cls.number).scalar() or 0

    @classmethod
    def advance(cls) -> None:
        """Raise the number: whatever was cached before is not shown any more."""
        cls.insert(id=1, number=1).on_conflict(
            conflict_target=[cls.id], update={cls.number: cls.number + 1}
        ).execute()


class TableRevision(BaseModel):
    """The random token of a table; see `table_revision`.

    The row without a name says which database this is.
    """

    name = CheckedCharField(60, primary_key=True)
    token = peewee.BigIntegerField()
