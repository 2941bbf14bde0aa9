"""How fields and their values are told in the reader's language; and what to do when
two people saved.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping

from flask_babel import gettext
from wtforms import HiddenField
from wtforms.validators import Length

from tracker.accounts.models import Person
from tracker.core.validation import N_
from tracker.experiments.models import Change, Experiment, Format, Visibility
from tracker.experiments.queries.history import actor_of, differences, names_of
from tracker.guidelines.starting_set import PLATFORM_NAMES
from tracker.lessons.enums import Confidence, Decision, Outcome, Reaction
from tracker.numbers import LARGEST_ID, whole_number
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


def conflicts(
    differing: Mapping[str, tuple[str, str]], viewer: Person
) -> list[tuple[str, str, str]]:
    """Label, mine and theirs of each field that differs after a stale save."""
    people = names_of(
        {id for text in differing.get("co_authors", ()) for id in ids_in(text)}, viewer
    )
    return [
        (field_label(name), *(spoken(name, text, people) for text in texts))
        for name, texts in differing.items()
    ]


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


class Merging:
    """Mixin: a form that knows what it was made from, so that after somebody else saved
    only real differences are asked about.

    A form has `told()`, field to plain text named as the row's own `told()`, and `take(row, name)`.
    """

    seen = HiddenField(validators=[Length(max=4000)])

    def remember(self, told: Mapping[str, str]) -> None:
        """Note what the page shows, field by field."""
        self.seen.data = json.dumps({name: _mark(text) for name, text in told.items()})

    def meet(self, row) -> dict[str, tuple[str, str]]:
        """After a stale save: take over what only the other one changed, and make this
        form one against the newer version.

        Returns:
            Field to (mine, theirs), where the two differ.
        """
        mine = self.told()
        theirs = row.told()
        shown = self._shown()
        for name in theirs:
            if mine[name] != theirs[name] and shown.get(name) == _mark(mine[name]):
                self.take(row, name)
        self.version.data, self.version.raw_data = row.version, None
        self.remember(theirs)
        mine = self.told()
        return {
            name: (mine[name], theirs[name])
            for name in theirs
            if mine[name] != theirs[name]
        }

    @property
    def made_from(self) -> int:
        """The version that the page showed; 0, which none has, when it does not say."""
        return whole_number(self.version.data, LARGEST_ID - 1) or 0

    def fill(self, name: str, value) -> None:
        """Put a saved value into a field, in place of what was sent."""
        field = self._fields[name]
        field.raw_data = None
        field.process_data(value)

    def _shown(self) -> dict:
        try:
            shown = json.loads(self.seen.data or "{}")
        except ValueError:
            return {}
        if isinstance(shown, dict):
            return shown
        return {}


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
