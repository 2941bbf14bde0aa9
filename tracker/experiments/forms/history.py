"""The fields of either card and their values in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from flask_babel import gettext

from tracker.accounts.models import Person
from tracker.core.text_diff import differences
from tracker.core.validation import N_
from tracker.experiments.models import Change, Experiment, Format, Visibility
from tracker.experiments.queries.history import actor_of, names_of
from tracker.guidelines.starting_set import PLATFORM_NAMES
from tracker.lessons.enums import Confidence, Decision, Outcome, Reaction
from tracker.numbers import whole_number
from tracker.stakeholders.models import Channel
from tracker.web.i18n import day, label, number, ready_text, translated

LABELS = {
    "title": N_("Title"),
    "hypothesis": N_("We believe that …"),
    "platform": N_("Platform"),
    "format": N_("Format"),
    "visibility": N_("Who sees it?"),
    "method": N_("To find out we will …"),
    "metric": N_("And we measure …"),
    "criterion": N_("We are right if …"),
    "baseline": N_("Before"),
    "target": N_("Goal"),
    "starts_on": N_("Begins"),
    "ends_on": N_("Ends"),
    "hours": N_("Hours"),
    "cost": N_("Cost in DKK"),
    "stakeholder": N_("Whom is it about?"),
    "touchpoint": N_("Where do we meet them?"),
    "tags": N_("Tags"),
    "co_authors": N_("Together with"),
    "outcome": N_("How did it go?"),
    "observation": N_("We saw that …"),
    "surprise": N_("What surprised us, and why?"),
    "lesson": N_("It taught us that …"),
    "context": N_("It holds when …"),
    "decision": N_("Therefore we will …"),
    "decision_note": N_("How, and who does it?"),
    "result": N_("Result"),
    "measured_on": N_("Measured on"),
    "confidence": N_("How sure are we?"),
    "reason": N_("What made you stop?"),
    "pushback": N_("Critical reactions, and how we answered"),
    "pushback_shared": N_("Shown as an example of a good answer"),
    "meaning": N_("What did it mean to the citizen or customer?"),
    "concluded_on": N_("Concluded on"),
    "pictures": N_("Pictures"),
    "alt": N_("What the picture shows"),
    "links": N_("Links"),
    "readings": N_("Readings"),
}


def field_label(name: str) -> str:
    """What a field of either card is called."""
    if name in LABELS:
        return translated(LABELS[name])
    return name


def spoken(name: str, text: str, people: Mapping[int, str]) -> str:
    """A value of the history in the reader's language.

    Args:
        people: Names of co-authors by id; one that is missing is a former colleague.
    """
    if name == "co_authors":
        return ", ".join(
            people.get(id) or gettext("a former colleague") for id in ids_in(text)
        )
    if name in DAYS and text:
        return day(dt.date.fromisoformat(text))
    if name in NUMBERS and text:
        return number(float(text))
    if name == "touchpoint" and text in Channel.__members__:
        return label(Channel(text))
    if name in ("platform", "touchpoint"):
        return ready_text(text, PLATFORM_NAMES)
    if name in WORDS and text:
        member = WORDS[name]._value2member_map_.get(text)
        if member:
            return label(member)
        return text
    return text


def told_entries(
    changes: list[Change], experiment: Experiment, viewer: Person
) -> list[dict]:
    """The acts of a history as a page shows them: who, when, what, and each field's
    pieces.

    Nobody where it is withheld.
    """
    people = names_of(
        {
            id
            for change in changes
            for text in change.changes.get("co_authors", ())
            for id in ids_in(text)
        },
        viewer,
    )
    return [
        {
            "who": actor_of(change, experiment),
            "at": change.at,
            "act": change.act,
            "fields": [
                (
                    field_label(name),
                    differences(*(spoken(name, text, people) for text in texts)),
                )
                for name, texts in change.changes.items()
            ],
        }
        for change in changes
    ]


def ids_in(text: str) -> list[int]:
    numbers = (whole_number(id) for id in text.split(","))
    return [number for number in numbers if number is not None]


DAYS = ("starts_on", "ends_on", "measured_on", "concluded_on")
NUMBERS = ("baseline", "target", "hours", "cost", "result")
WORDS = {
    "format": Format,
    "visibility": Visibility,
    "outcome": Outcome,
    "decision": Decision,
    "confidence": Confidence,
}
WORDS["pushback_shared"] = Reaction
