"""How the history of a stakeholder is told in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from flask_babel import gettext

from tracker.core.text_diff import differences
from tracker.core.validation import N_
from tracker.experiments.queries.form_options import people_of
from tracker.guidelines.queries import platforms
from tracker.guidelines.starting_set import PLATFORM_NAMES
from tracker.stakeholders.models import Channel, StakeholderChange
from tracker.stakeholders.models.history import TEXTS
from tracker.web.i18n import day, label, named, number, ready_text, translated

LABELS = {
    "name": N_("Name of the group or organisation"),
    "interest": N_("Interest"),
    "influence": N_("Influence"),
    "worry": N_("What worries them?"),
    "platforms": N_("Where are they?"),
    "owner": N_("Who keeps in touch?"),
    "next_contact": N_("Next contact"),
    "purpose": N_("What is it for?"),
    "volume": N_("Enquiries a month"),
    "answer_time": N_("Answer time"),
    "answer_goal": N_("Goal of the answer time"),
    "quality": N_("How good is it?"),
}
HOURS = ("answer_time", "answer_goal")


def told_changes(changes: Iterable[StakeholderChange]) -> list[dict]:
    """The acts of a history as a page shows them: who, when, where, and each field's
    pieces.

    Two queries, however many.
    """
    changes = list(changes)
    ids = {
        int(text)
        for change in changes
        for text in change.changes.get("owner", ())
        if text
    }
    names = {str(person.id): person.name for person in people_of(list(ids))}
    slugs = {row.slug: named(row) for row in platforms()}
    return [
        {
            "who": change.by,
            "at": change.at,
            "act": change.act,
            "place": _where(change.place),
            "fields": [
                _told(change, name, *texts, names, slugs)
                for name, texts in change.changes.items()
            ],
        }
        for change in changes
    ]


def _where(place: str) -> str:
    """The touchpoint: its channel in the reader's language, or the platform; "" for the
    stakeholder.
    """
    if place in Channel.__members__:
        return label(Channel(place))
    return ready_text(place, PLATFORM_NAMES)


def _told(
    change: StakeholderChange,
    name: str,
    before: str,
    after: str,
    names: Mapping,
    slugs: Mapping,
) -> tuple[str, list]:
    """The field's label, and what differs; a number, a day, a name and a list of places
    are told whole.
    """
    label = (
        N_("Who looks after it?")
        if name == "owner" and change.place
        else LABELS.get(name, name)
    )
    if name in TEXTS:
        return translated(label), differences(before, after)
    told = [
        (kind, _spoken(name, text, names, slugs))
        for kind, text in (("gone", before), ("new", after))
    ]
    return translated(label), [(kind, text) for kind, text in told if text]


def _spoken(
    name: str, text: str, names: Mapping[str, str], slugs: Mapping[str, str]
) -> str:
    if not text:
        return ""
    if name == "owner":
        return names.get(text) or gettext("a former colleague")
    if name == "platforms":
        return ", ".join(slugs.get(slug, slug) for slug in text.split(", "))
    if name in HOURS:
        return gettext("%(hours)s h", hours=number(float(text)))
    if name == "next_contact":
        return day(dt.date.fromisoformat(text))
    return number(float(text))
