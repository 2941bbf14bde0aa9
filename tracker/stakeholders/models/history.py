"""The change history of a stakeholder and its touchpoints."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.history import ChangeBase
from tracker.db import CheckedCharField, LateForeignKey
from tracker.revision import Revision


class StakeholderChange(ChangeBase):
    """One change. `changes` contains people and platforms in the format of `as_dict`."""

    SUBJECT = "stakeholder"

    stakeholder = LateForeignKey(
        "Stakeholder", backref="changes", index=False, on_delete="CASCADE"
    )
    by = peewee.ForeignKeyField(
        Person, backref="stakeholder_changes", null=True, on_delete="RESTRICT"
    )
    # The touchpoint it is about, as that says where it is; "": the stakeholder
    place = CheckedCharField(200, default="")

    class Meta:
        indexes = ((("stakeholder", "id"), False),)

    def log_cleared(self, by: Person, at: dt.datetime) -> None:
        self.stakeholder.log_change("cleared", by=by, at=at, place=self.place)
        Revision.advance()

    @property
    def part(self) -> str:
        return self.place

    # Permissions

    def clearable_by(self, person: Person) -> bool:
        """Whether this person, who changed its texts or facilitates, may remove what they said."""
        return person.facilitates or person.id == self.by_id
