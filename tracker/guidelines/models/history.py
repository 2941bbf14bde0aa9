"""What was changed in a guideline, by whom and when; and what it said before."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.db import BaseModel, CheckedCharField, LateForeignKey, UTCDateTimeField
from tracker.guidelines.models.clause import Clause


class Amendment(BaseModel):
    """One act on a guideline or on one of its clauses. Nobody made what came ready."""

    guideline = LateForeignKey(
        "Guideline", backref="amendments", index=False, on_delete="RESTRICT"
    )
    clause = peewee.ForeignKeyField(
        Clause, backref="amendments", null=True, on_delete="RESTRICT"
    )
    by = peewee.ForeignKeyField(
        Person, backref="amendments_made", null=True, on_delete="RESTRICT"
    )
    at = UTCDateTimeField()
    act = CheckedCharField(20)
    edition = peewee.IntegerField()
    changes = peewee.JSONField(default=dict)

    class Meta:
        indexes = ((("guideline", "id"), False),)
