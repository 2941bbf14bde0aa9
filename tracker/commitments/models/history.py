"""The change history of a commitment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import peewee

from tracker.accounts.models import Person
from tracker.core.history import FORGOTTEN, ChangeBase
from tracker.db import CheckedCharField, LateForeignKey
from tracker.revision import Revision


class CommitmentChange(ChangeBase):
    """One change; `why` is the reason for a new day."""

    SUBJECT = "commitment"

    commitment = LateForeignKey("Commitment", backref="changes", on_delete="CASCADE")
    by = peewee.ForeignKeyField(
        Person, backref="commitment_changes", on_delete="RESTRICT"
    )
    why = CheckedCharField(500, default="")

    def clear(self, names: Collection[str], *, by: Person, at: dt.datetime) -> None:
        """Remove what these fields said; of a reason nothing stays."""
        rows = (CommitmentChange.commitment == self.commitment_id) & (
            CommitmentChange.id <= self.id
        )
        with self._meta.database.atomic():
            super().clear(names, by=by, at=at)
            if "why" in names:
                CommitmentChange.update(why=FORGOTTEN[0]).where(
                    rows, CommitmentChange.why != ""
                ).execute()

    def log_cleared(self, by: Person, at: dt.datetime) -> None:
        self.commitment.log_change({}, act="cleared", by=by, at=at)
        Revision.advance()
