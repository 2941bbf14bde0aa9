"""What differs between two tellings of the business case, so that a leader who signs
again sees what is new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.accounts.models import Person
from tracker.business_case.models.assumption import RANGE
from tracker.business_case.models.case import BusinessCase
from tracker.core.fields import names


@dataclass(frozen=True)
class FieldChange:
    """One thing that was changed.

    Attributes:
        name: The field; of an assumption "added", "dropped", or one of its fields.
        about: The assumption's text, "" where it is about the whole.
        before, after: As they stand in the telling; people by name, an amount as a number.
    """

    name: str
    about: str
    before: object
    after: object


def changes(before: Mapping, after: Mapping) -> list[FieldChange]:
    """Everything that differs, the whole first, then assumption by assumption.

    One query at most.
    """
    told = [
        FieldChange(name, "", before[name], after[name])
        for name in names(BusinessCase)
        if name != "sponsor" and before[name] != after[name]
    ]
    if before["sponsor"] != after["sponsor"]:
        people = dict(
            Person.select(Person.id, Person.name)
            .where(Person.id.in_([before["sponsor"], after["sponsor"]]))
            .tuples()
        )
        told.append(
            FieldChange(
                "sponsor",
                "",
                people.get(before["sponsor"]),
                people.get(after["sponsor"]),
            )
        )
    was, now = (
        {one["id"]: one for one in telling["assumptions"]}
        for telling in (before, after)
    )
    for id in sorted({*was, *now}):
        told += _of_one(was.get(id), now.get(id))
    return told


def _of_one(was: Mapping | None, now: Mapping | None) -> list[FieldChange]:
    if was is None or now is None:
        return [
            FieldChange(
                "dropped" if now is None else "added", (was or now)["text"], None, None
            )
        ]
    fields = ("text", "kind", *RANGE, "standing")
    return [
        FieldChange(name, now["text"], was[name], now[name])
        for name in fields
        if was[name] != now[name]
    ]
