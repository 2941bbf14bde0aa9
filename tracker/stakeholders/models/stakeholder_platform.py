"""The platforms on which stakeholders are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import peewee

from tracker.db import BaseModel, LateForeignKey
from tracker.guidelines.models import Platform

if TYPE_CHECKING:
    from tracker.stakeholders.models.stakeholder import Stakeholder


class StakeholderPlatform(BaseModel):
    """A stakeholder is on a platform."""

    is_pair = True

    stakeholder = LateForeignKey(
        "Stakeholder", backref="presences", index=False, on_delete="CASCADE"
    )
    platform = peewee.ForeignKeyField(
        Platform, backref="presences", on_delete="CASCADE"
    )

    class Meta:
        indexes = ((("stakeholder", "platform"), True),)

    @classmethod
    def replace_all(
        cls, stakeholder: Stakeholder, platforms: Iterable[Platform]
    ) -> None:
        """Replace the platforms of a stakeholder."""
        cls.delete().where(cls.stakeholder == stakeholder).execute()
        rows = [
            {"stakeholder": stakeholder, "platform": platform}
            for platform in dict.fromkeys(platforms)
        ]
        if rows:
            cls.insert_many(rows).execute()
