"""What was changed about a stakeholder and its touchpoints, by whom and when; and what
it said before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Person
from tracker.db import BaseModel, CheckedCharField, LateForeignKey, UTCDateTimeField

if TYPE_CHECKING:
    from tracker.stakeholders.models.stakeholder import Stakeholder

TEXTS = {"name", "worry", "purpose"}
FORGOTTEN = ["…", "…"]


class StakeholderChange(BaseModel):
    """One act.

    `changes` maps a field to what it said before and says after, as plain text; people
    and platforms as the row tells
    them. What it told of somebody who is gone for good is gone with them."""

    stakeholder = LateForeignKey(
        "Stakeholder", backref="changes", index=False, on_delete="CASCADE"
    )
    by = peewee.ForeignKeyField(
        Person, backref="stakeholder_changes", null=True, on_delete="RESTRICT"
    )
    at = UTCDateTimeField()
    act = CheckedCharField(20)
    # The touchpoint it is about, as that says where it is; "": the stakeholder
    place = CheckedCharField(200, default="")
    changes = peewee.JSONField(default=dict)

    class Meta:
        indexes = ((("stakeholder", "id"), False),)

    @classmethod
    def forget_texts(cls, stakeholder: Stakeholder) -> None:
        """Forget what the texts said before: something personal stood in them.

        That they changed, and when, stays told.
        """
        for row in cls.select().where(cls.stakeholder == stakeholder):
            if TEXTS & set(row.changes):
                changes = {
                    name: FORGOTTEN if name in TEXTS else texts
                    for name, texts in row.changes.items()
                }
                cls.update(changes=changes).where(cls.id == row.id).execute()

    @staticmethod
    def differing(
        before: dict[str, str], after: dict[str, str]
    ) -> dict[str, list[str]]:
        """Field to what it said before and says after, where the two differ."""
        return {
            name: [before.get(name, ""), text]
            for name, text in after.items()
            if before.get(name, "") != text
        }
