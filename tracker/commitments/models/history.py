"""What changed about a promise, by whom and when; never silently."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.db import BaseModel, CheckedCharField, LateForeignKey, UTCDateTimeField


class CommitmentChange(BaseModel):
    """One change.

    `changes` maps a field to what it said before and says after, as plain text; `why`
    says why a day was moved.
    """

    commitment = LateForeignKey("Commitment", backref="changes", on_delete="CASCADE")
    by = peewee.ForeignKeyField(
        Person, backref="commitment_changes", on_delete="RESTRICT"
    )
    at = UTCDateTimeField()
    changes = peewee.JSONField(default=dict)
    why = CheckedCharField(500, default="")
