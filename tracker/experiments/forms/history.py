"""The change history of an experiment in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext

from tracker.accounts.models import Person
from tracker.core.fields import names
from tracker.core.history import FORGOTTEN
from tracker.core.validation import N_
from tracker.experiments.models import Change, Experiment, Picture
from tracker.experiments.queries.form_options import people_of
from tracker.experiments.queries.history import actor_of
from tracker.guidelines.starting_set import PLATFORM_NAMES
from tracker.lessons.models import Conclusion, Lesson
from tracker.numbers import whole_number
from tracker.stakeholders.models import Channel
from tracker.web.history import FieldTexts, described_fields, history_entry
from tracker.web.i18n import day, label, ready_text

FIELDS = described_fields(Experiment, Conclusion, Picture)
FIELDS |= {"lesson": Lesson.statement, "context": Lesson.context}
BESIDE = {
    "review_on": N_("We look at it"),
    "tags": N_("Tags"),
    "co_authors": N_("Together with"),
    "pictures": N_("Pictures"),
    "links": N_("Links"),
    "documents": N_("PDFs and slides"),
    "readings": N_("Readings"),
}
# Texts that may name somebody
PERSONAL = {"tags", "links", "lesson", "context"}.union(
    names(Experiment, "personal"),
    names(Conclusion, "personal"),
    names(Picture, "personal"),
)
LABELS = FieldTexts(FIELDS, BESIDE).labels


def field_texts(names: dict[int, str] | None = None) -> FieldTexts:
    """The fields of either card.

    Args:
        names: Names of co-authors by id; one that is missing is a former colleague.
    """

    def people(text: str) -> str:
        return ", ".join(
            (names or {}).get(id) or gettext("a former colleague")
            for id in ids_in(text)
        )

    shown = {
        "co_authors": people,
        "platform": _platform,
        "touchpoint": _touchpoint,
        "stakeholder": str,
        "review_on": lambda text: day(dt.date.fromisoformat(text)),
    }
    return FieldTexts(FIELDS, BESIDE, shown)


def history_entries(
    changes: Iterable[Change], experiment: Experiment, viewer: Person | None = None
) -> list[dict]:
    """The acts of a history as the page shows them; an anonymous author is not named.

    Args:
        viewer: Who is shown what they may remove.
    """
    changes = list(changes)
    ids = {
        id
        for change in changes
        for text in change.changes.get("co_authors", ())
        for id in ids_in(text)
    }
    texts = field_texts({person.id: person.name for person in people_of(list(ids))})
    entries = []
    for change in changes:
        entry = history_entry(change, texts)
        entry["who"] = actor_of(change, experiment)
        if viewer and clearable_fields(change, experiment, viewer):
            entry["clear_url"] = url_for(
                "experiments.clear_change", id=experiment.id, change_id=change.id
            )
        entries.append(entry)
    return entries


def clearable_fields(
    change: Change, experiment: Experiment, person: Person
) -> list[str]:
    """Names of the personal texts of an act that this person may remove from the history.

    What an author believed before the start stays: only a facilitator removes a criterion.
    """
    if not Change.clearable_by(person, experiment):
        return []
    names = PERSONAL
    if not person.facilitates:
        names = PERSONAL - {"criterion"}
    return [
        name
        for name, texts in change.changes.items()
        if name in names and texts[0] and texts != FORGOTTEN
    ]


def ids_in(text: str) -> list[int]:
    """The ids in a plain value of the history."""
    numbers = (whole_number(id) for id in text.split(","))
    return [number for number in numbers if number is not None]


def _platform(name: str) -> str:
    return ready_text(name, PLATFORM_NAMES)


def _touchpoint(place: str) -> str:
    if place in Channel.__members__:
        return label(Channel(place))
    return _platform(place)
