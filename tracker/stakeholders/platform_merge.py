"""What a merge of two platforms means for the touchpoints on them."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person
from tracker.core.history import differing
from tracker.guidelines.models import Platform
from tracker.guidelines.platform_merge import move_all
from tracker.stakeholders.models import Touchpoint


def merge_touchpoints(
    source: Platform, into: Platform, by: Person, at: dt.datetime
) -> None:
    """A stakeholder who was met on both is met once; what the two said differently
    stands in the history.
    """
    for point in list(Touchpoint.select().where(Touchpoint.platform == source)):
        twin = Touchpoint.same_as(point.stakeholder, point.channel, into)
        if twin is None:
            continue  # it moves as it is
        kept, gone = (
            (point, twin)
            if twin.archived_at and not point.archived_at
            else (twin, point)
        )
        filled = {
            name: value
            for name in gone.card() | {"owner": None}
            if (value := _blank_of(kept, gone, name)) is not None
        }
        before = gone.as_dict()
        move_all(Touchpoint, gone, kept)
        gone.delete_instance()
        filled |= {
            "platform": into,
            "changed_at": at,
            "version": Touchpoint.version + 1,
        }
        Touchpoint.update(filled).where(Touchpoint.id == kept.id).execute()
        changes = differing(before, kept.reload().told())
        kept.stakeholder.log_change(
            "merged", by=by, at=at, place=into.name, changes=changes
        )


def _blank_of(kept: Touchpoint, gone: Touchpoint, name: str):
    """What one touchpoint says where the other says nothing."""
    if getattr(kept, name) in (None, ""):
        return getattr(gone, name)
    return None
