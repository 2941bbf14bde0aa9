"""The answers of a closed round, sorted by random keys, and only if they may be shown."""

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

    The unit is only saved if figures of the unit may be shown.
    """

    key = CheckedCharField(32, primary_key=True, default=random_key)
    pulse = LateForeignKey("Pulse", backref="responses", on_delete="CASCADE")
    unit = peewee.ForeignKeyField(
        Unit, backref="responses", null=True, on_delete="SET NULL"
    )

    @classmethod
    def take_from_open(cls, pulse: Pulse) -> dict:
        """Move the answers of the open round here.

        Fewer than five answers are dropped, since they may never be shown.

        Returns:
            The figures of the round; see `tally`.
        """
        rows = list(OpenResponse.select().dicts())
        if len(rows) < MIN_GROUP_SIZE:
            return {}
        shown = shown_groups(Counter(row["unit"] for row in rows))
        for row in rows:
            row["pulse"] = pulse.id
            if row["unit"] not in shown:
                row["unit"] = None
        for some in chunked(with_random_keys(rows), 500):
            cls.insert_many(some).execute()
        return tally(cls, cls.pulse == pulse)


class FreeText(AnonymousModel):
    """A free text of a closed round, for the facilitators."""

    key = CheckedCharField(32, primary_key=True, default=random_key)
    pulse = LateForeignKey("Pulse", backref="free_texts", on_delete="CASCADE")
    text = CheckedCharField(LONGEST_REMARK)

    @classmethod
    def take_from_open(cls, pulse: Pulse) -> None:
        """Move the free texts of the open round here, if there are at least five."""
        rows = list(OpenFreeText.select().dicts())
        if len(rows) < MIN_GROUP_SIZE:
            return
        for row in rows:
            row["pulse"] = pulse.id
        for some in chunked(with_random_keys(rows), 500):
            cls.insert_many(some).execute()

    @classmethod
    def remove(cls, pulse: Pulse, key: str) -> None:
        """Delete a text that names a person; the others stay, however few they are."""
        cls.delete().where(cls.pulse == pulse, cls.key == key).execute()
