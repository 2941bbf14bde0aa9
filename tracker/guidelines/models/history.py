"""The change history of a guideline and its clauses."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.history import ChangeBase
from tracker.db import LateForeignKey
from tracker.guidelines.models.clause import Clause
from tracker.revision import Revision


class Amendment(ChangeBase):
    """One change of a guideline or of a clause. Installing the defaults has no author."""

    SUBJECT = "guideline"

    guideline = LateForeignKey(
        "Guideline", backref="amendments", index=False, on_delete="RESTRICT"
    )
    clause = peewee.ForeignKeyField(
        Clause, backref="amendments", null=True, on_delete="RESTRICT"
    )
    by = peewee.ForeignKeyField(
        Person, backref="amendments_made", null=True, on_delete="RESTRICT"
    )
    edition = peewee.IntegerField()

    class Meta:
        indexes = ((("guideline", "id"), False),)

    def log_cleared(self, by: Person, at: dt.datetime) -> None:
        self.guideline.log_change(by, at, "cleared", {}, self.clause)
        Revision.advance()

    @property
    def part(self) -> int | None:
        return self.clause_id
