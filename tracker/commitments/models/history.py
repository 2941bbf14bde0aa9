"""The change history of a commitment."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.core.history import ChangeBase
from tracker.db import CheckedCharField, LateForeignKey


class CommitmentChange(ChangeBase):
    """One change; `why` is the reason for a new day."""

    SUBJECT = "commitment"

    commitment = LateForeignKey("Commitment", backref="changes", on_delete="CASCADE")
    by = peewee.ForeignKeyField(
        Person, backref="commitment_changes", on_delete="RESTRICT"
    )
    why = CheckedCharField(500, default="")
