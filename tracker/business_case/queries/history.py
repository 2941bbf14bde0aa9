"""The differences between two versions of the business case, for a leader who signs again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.accounts.models import Person
from tracker.business_case.models.assumption import RANGE
from tracker.business_case.models.case import BusinessCase
from tracker.core.fields import names


@dataclass(frozen=True)
class FieldChange:
    """One change.

    Attributes:
        name: The field; for an assumption also "added" or "dropped".
        about: The assumption's text; "" for a field of the business case itself.
        before, after: The values; a person by name, an amount as a number.
    """

    name: str
    about: str
    before: object
    after: object


def changes(before: Mapping, after: Mapping) -> list[FieldChange]:
    """All changes: first of the business case, then assumption by assumption.

    At most one query.
    """
    found = [
        FieldChange(name, "", before[name], after[name])
        for name in names(BusinessCase)
        if name != "sponsor" and before[name] != after[name]
    ]
    if before["sponsor"] != after["sponsor"]:
        found.append(_of_sponsor(before["sponsor"], after["sponsor"]))
    was = {one["id"]: one for one in before["assumptions"]}
    now = {one["id"]: one for one in after["assumptions"]}
    for id in sorted(was | now):
        found += _of_one(was.get(id), now.get(id))
    return found


def _of_sponsor(was: int | None, now: int | None) -> FieldChange:
    rows = Person.select(Person.id, Person.name).where(Person.id.in_([was, now]))
    people = dict(rows.tuples())
    return FieldChange("sponsor", "", people.get(was), people.get(now))


def _of_one(was: Mapping | None, now: Mapping | None) -> list[FieldChange]:
    if was is None:
        return [FieldChange("added", now["text"], None, None)]
    if now is None:
        return [FieldChange("dropped", was["text"], None, None)]
    fields = ["text", "kind"] + list(RANGE) + ["standing"]
    return [
        FieldChange(name, now["text"], was[name], now[name])
        for name in fields
        if was[name] != now[name]
    ]
