"""What there is of a round when it is closed: answers in the order of keys by chance,
and only what may be shown.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Unit
from tracker.db import CheckedCharField, LateForeignKey, chunked
from tracker.readiness.models.anonymous_response import (
    AnonymousModel,
    AnonymousResponse,
    random_key,
    with_random_keys,
)
from tracker.readiness.models.open_response import (
    LONGEST_REMARK,
    OpenFreeText,
    OpenResponse,
)
from tracker.readiness.models.score import tally
from tracker.small_groups import MIN_GROUP_SIZE, shown_groups

if TYPE_CHECKING:
    from tracker.readiness.models.pulse import Pulse


class Response(AnonymousResponse):
    """One person's answers to a closed round.

    The unit stands only where figures of the unit may be shown.
    """

    key = CheckedCharField(32, primary_key=True, default=random_key)
    pulse = LateForeignKey("Pulse", backref="responses", on_delete="CASCADE")
    unit = peewee.ForeignKeyField(
        Unit, backref="responses", null=True, on_delete="SET NULL"
    )

    @classmethod
    def take_from_open(cls, pulse: Pulse) -> dict:
        """Take over what was answered; of fewer than five answers nothing is kept, as
        nothing of them is ever shown.

        Returns:
            What the round shows; see `tally`.
        """
        rows = list(OpenResponse.select().dicts())
        if len(rows) < MIN_GROUP_SIZE:
            return {}
        told = shown_groups(Counter(row["unit"] for row in rows))
        rows = [
            {
                **row,
                "pulse": pulse.id,
                "unit": row["unit"] if row["unit"] in told else None,
            }
            for row in rows
        ]
        for some in chunked(with_random_keys(rows), 500):
            cls.insert_many(some).execute()
        return tally(cls, cls.pulse == pulse)


class FreeText(AnonymousModel):
    """What somebody wrote in a closed round; for the facilitators."""

    key = CheckedCharField(32, primary_key=True, default=random_key)
    pulse = LateForeignKey("Pulse", backref="free_texts", on_delete="CASCADE")
    text = CheckedCharField(LONGEST_REMARK)

    @classmethod
    def take_from_open(cls, pulse: Pulse) -> None:
        """Take over what was written, if at least five wrote."""
        rows = list(OpenFreeText.select().dicts())
        if len(rows) < MIN_GROUP_SIZE:
            return
        for some in chunked(
            with_random_keys([{**row, "pulse": pulse.id} for row in rows]), 500
        ):
            cls.insert_many(some).execute()

    @classmethod
    def remove(cls, pulse: Pulse, key: str) -> None:
        """Take away what names somebody; the others stay, however few."""
        cls.delete().where(cls.pulse == pulse, cls.key == key).execute()
