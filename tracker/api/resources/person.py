"""Accounts, as the API shows them to those who look after them."""

from __future__ import annotations

from tracker.accounts.models import Role
from tracker.api.resources.experiment import UNIT, day_of, unit_json
from tracker.api.schema import (
    DAY,
    ID,
    TEXT,
    YES_OR_NO,
    Attribute,
    Resource,
    word_of,
)

PERSON = Resource(
    "Account",
    "An account.",
    [
        Attribute("id", ID, lambda it: it.id),
        Attribute("email", TEXT, lambda it: it.email),
        Attribute("name", TEXT, lambda it: it.name),
        Attribute("title", TEXT, lambda it: it.title),
        Attribute("role", word_of(Role), lambda it: it.role),
        Attribute("unit", UNIT.reference, lambda it: unit_json(it.unit)),
        Attribute("open", YES_OR_NO, lambda it: it.is_active),
        Attribute("joined_on", DAY, lambda it: day_of(it.joined_at)),
    ],
)
