"""Merging the touchpoints of two platforms that are merged."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person
from tracker.core.history import differing
from tracker.core.merge import move_all
from tracker.guidelines.models import Platform
from tracker.stakeholders.models import Touchpoint


def merge_touchpoints(
    source: Platform, into: Platform, by: Person, at: dt.datetime
) -> None:
    """Merge the two touchpoints of a stakeholder who was met on both platforms; the
    history records the values that differed.
    """
    for point in list(Touchpoint.select().where(Touchpoint.platform == source)):
        twin = Touchpoint.same_as(point.stakeholder, point.channel, into)
        if twin is None:
            continue  # the merge of platforms moves it
        kept = twin
        gone = point
        if twin.archived_at and not point.archived_at:
            kept = point
            gone = twin
        before = gone.as_dict()
        filled = _missing_values(kept, gone)
        filled |= {
            "platform": into,
            "changed_at": at,
            "version": Touchpoint.version + 1,
        }
        move_all(Touchpoint, gone, kept)
        gone.delete_instance()
        Touchpoint.update(filled).where(Touchpoint.id == kept.id).execute()
        changes = differing(before, kept.reload().as_dict())
        kept.stakeholder.log_change(
            "merged", by=by, at=at, place=into.name, changes=changes
        )


def _missing_values(kept: Touchpoint, gone: Touchpoint) -> dict:
    """The values of one touchpoint for the fields that are empty in the other."""
    filled = {}
    for name in gone.card() | {"owner": None}:
        value = getattr(gone, name)
        if getattr(kept, name) in (None, "") and value is not None:
            filled[name] = value
    return filled
