"""Read receipts of a guideline; each reader counts once.

Only the count is shown; it is reset with each edition.

Told as a number alone, and gone with the next edition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Person
from tracker.db import BaseModel, LateForeignKey

if TYPE_CHECKING:
    from tracker.guidelines.models.guideline import Guideline


class ReadReceipt(BaseModel):
    """A person has read the current edition. It has no time, and no page lists the readers."""

    is_pair = True

    guideline = LateForeignKey(
        "Guideline", backref="readers", index=False, on_delete="CASCADE"
    )
    person = peewee.ForeignKeyField(
        Person, backref="guidelines_read", on_delete="CASCADE"
    )

    class Meta:
        indexes = ((("guideline", "person"), True),)

    @classmethod
    def add(cls, guideline: Guideline, person: Person) -> None:
        """Record that a person has read it; each person counts once."""
        cls.insert(guideline=guideline, person=person).on_conflict_ignore().execute()

    @classmethod
    def delete_all(cls, guideline: Guideline) -> list[int]:
        """Delete the receipts of the last edition.

        Returns their ids, for telling them of the new one.
        """
        ids = [row.person_id for row in cls.select().where(cls.guideline == guideline)]
        cls.delete().where(cls.guideline == guideline).execute()
        return ids
