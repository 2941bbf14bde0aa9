"""How the fields of a guideline and their values are told in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from tracker.core.text_diff import differences
from tracker.core.validation import N_
from tracker.guidelines.models import Amendment, ClauseKind, Stance, Touches
from tracker.web.i18n import day, label, translated

LABELS = {
    "platform": N_("Platform"),
    "stance": N_("Where do we stand?"),
    "why": N_("Why?"),
    "why_en": N_("Why, in English"),
    "decided_by": N_("Decided by"),
    "decided_on": N_("Decided on"),
    "kind": N_("What does it say?"),
    "touches": N_("What is it about?"),
    "within_hours": N_("Answer within, in hours"),
    "text": N_("It goes on"),
    "text_en": N_("It goes on, in English"),
    "reason": N_("The reason"),
    "reason_en": N_("The reason, in English"),
    "examples": N_("Examples"),
    "examples_en": N_("Examples, in English"),
    "words": N_("Words to use"),
    "words_en": N_("Words to use, in English"),
    "whom": N_("Ask whom?"),
    "whom_en": N_("Ask whom, in English"),
}
WORDS = {"stance": Stance, "kind": ClauseKind, "touches": Touches}


def field_label(name: str) -> str:
    """What a field is called."""
    if name in LABELS:
        return translated(LABELS[name])
    return name


def spoken(name: str, text: str) -> str:
    """A value of the history in the reader's language."""
    if name in WORDS and text:
        member = WORDS[name]._value2member_map_.get(text)
        if member:
            return label(member)
        return text
    if name == "decided_on" and text:
        return day(dt.date.fromisoformat(text))
    return text


def told_amendments(amendments: Iterable[Amendment]) -> list[dict]:
    """The acts of a history as a page shows them: who, when, on which clause, and each
    field's pieces.
    """
    return [
        {
            "who": row.by,
            "at": row.at,
            "act": row.act,
            "edition": row.edition,
            "clause": row.clause,
            "fields": [
                (
                    field_label(name),
                    _pieces(name, *(spoken(name, text) for text in texts)),
                )
                for name, texts in row.changes.items()
            ],
        }
        for row in amendments
    ]


def _pieces(name: str, before: str, after: str) -> list[tuple[str, str]]:
    """What differs; a choice is told whole."""
    if name in WORDS and before and after:
        return [("gone", before), ("new", after)]
    return differences(before, after)
