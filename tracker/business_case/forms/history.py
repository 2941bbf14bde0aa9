"""What changed in the business case, in the reader's language."""

from __future__ import annotations

import datetime as dt

from tracker.business_case.enums import Kind, Standing
from tracker.business_case.queries import Differs
from tracker.core.validation import N_
from tracker.web.i18n import day, dkk, label, number, translated

NAMES = {
    "goal": N_("What do we want to reach?"),
    "benefit": N_("What will people notice when we do?"),
    "sponsor": N_("Which leader answers for it?"),
    "period_from": N_("From"),
    "period_to": N_("Until"),
    "hours": N_("Hours that we put into it"),
    "rate": N_("What an hour costs, in DKK"),
    "cost": N_("Other expenses, in DKK"),
    "added": N_("Added"),
    "dropped": N_("Taken out"),
    "text": N_("The words"),
    "kind": N_("What is it about?"),
    "low": N_("At the least"),
    "expected": N_("Expected"),
    "high": N_("At the most"),
    "standing": N_("How it stands"),
}


def told_changes(changes: list[Differs]) -> list[tuple[str, str, str, str]]:
    """Each as (what was changed, which assumption it is about, before, after)."""
    return [
        (
            translated(NAMES[one.name]),
            one.about,
            _spoken(one.name, one.before),
            _spoken(one.name, one.after),
        )
        for one in changes
    ]


def _spoken(name: str, value) -> str:
    if value is None or value == "":
        return ""
    if name in ("rate", "cost", "low", "expected", "high"):
        return dkk(value)
    if name in ("period_from", "period_to"):
        return day(dt.date.fromisoformat(value))
    if name in ("kind", "standing"):
        return label({"kind": Kind, "standing": Standing}[name](value))
    if name == "hours":
        return number(value)
    return str(value)
