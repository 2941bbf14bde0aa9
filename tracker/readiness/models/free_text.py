"""The free texts of a closed round, sorted by random keys, if at least five wrote one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.db import CheckedCharField, LateForeignKey, chunked
from tracker.readiness.models.anonymous_response import (
    AnonymousModel,
    random_key,
    with_random_keys,
)
from tracker.readiness.models.open_response import LONGEST_REMARK, OpenFreeText
from tracker.small_groups import MIN_GROUP_SIZE

if TYPE_CHECKING:
    from tracker.readiness.models.pulse import Pulse


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
