"""The history of a stakeholder in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext

from tracker.accounts.models import Person
from tracker.core.fields import names
from tracker.core.history import FORGOTTEN
from tracker.core.validation import N_
from tracker.experiments.queries.form_options import people_of
from tracker.guidelines.queries import platforms
from tracker.guidelines.starting_set import PLATFORM_NAMES
from tracker.stakeholders.models import (
    Channel,
    Stakeholder,
    StakeholderChange,
    Touchpoint,
)
from tracker.web.history import FieldTexts, described_fields, history_entry
from tracker.web.i18n import label, named, number, ready_text

# Fields of the history whose texts may name a person
PERSONAL = set(names(Stakeholder, "personal")) | set(names(Touchpoint, "personal"))


def history_entries(changes: Iterable[StakeholderChange], viewer: Person) -> list[dict]:
    """The changes of a history as the page shows them, in two queries."""
    changes = list(changes)
    of_stakeholder, of_touchpoint = _texts(changes)
    entries = []
    for change in changes:
        texts = of_stakeholder
        if change.place:
            texts = of_touchpoint
        entry = history_entry(change, texts)
        if clearable_fields(change, viewer):
            entry["clear_url"] = url_for(
                "stakeholders.clear_change",
                id=change.stakeholder_id,
                change_id=change.id,
            )
        entries.append(entry | {"place": _where(change.place)})
    return entries


def clearable_fields(change: StakeholderChange, person: Person) -> list[str]:
    """Names of the personal texts of an act that this person may remove from the history."""
    if not change.clearable_by(person):
        return []
    return [
        name
        for name, said in change.changes.items()
        if name in PERSONAL and said[0] and said != FORGOTTEN
    ]


def _texts(changes: list[StakeholderChange]) -> tuple[FieldTexts, FieldTexts]:
    """The fields of a stakeholder, and those of a touchpoint."""
    owners = [change.changes.get("owner", ()) for change in changes]
    ids = {int(text) for texts in owners for text in texts if text}
    people = {str(person.id): person.name for person in people_of(list(ids))}
    places = {row.slug: named(row) for row in platforms()}

    def owner(id: str) -> str:
        return people.get(id) or gettext("a former colleague")

    def where(slugs: str) -> str:
        return ", ".join(places.get(slug, slug) for slug in slugs.split(", "))

    def hours(text: str) -> str:
        return gettext("%(hours)s h", hours=number(float(text)))

    beside = {"platforms": N_("Where are they?")}
    shown = {"owner": owner, "platforms": where}
    shown |= {"answer_time": hours, "answer_goal": hours}
    return (
        FieldTexts(described_fields(Stakeholder), beside, shown),
        FieldTexts(described_fields(Touchpoint), beside, shown),
    )


def _where(place: str) -> str:
    """The touchpoint: its channel, or the platform; "" for the stakeholder."""
    if place in Channel.__members__:
        return label(Channel(place))
    return ready_text(place, PLATFORM_NAMES)
