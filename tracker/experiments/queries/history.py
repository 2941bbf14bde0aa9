"""What was changed, word by word; and who is told to have done it."""

from __future__ import annotations

import difflib
import re

import peewee

from tracker.accounts.models import Person
from tracker.experiments.models import Change, Experiment

LONGEST_COMPARED = 3000


def history_of(experiment: Experiment) -> peewee.ModelSelect:
    """The acts since publication, joined with who did them."""
    return Change.select(Change, Person).join(Person).where(Change.experiment == experiment)


def actor_of(change: Change, viewer: Person) -> Person | None:
    """Who is told to have done it before this viewer. Templates never touch `.by`."""
    return change.by


def names_of(ids: set[int], viewer: Person) -> dict[int, str]:
    """Names of co-authors that the history speaks of by id."""
    return {person.id: person.name for person in Person.select().where(Person.id.in_(ids or {0}))}


def criterion_before(experiment: Experiment) -> list[Change]:
    """The changes of a criterion that a start had locked, oldest first."""
    if experiment.started_on is None:
        return []
    started = Change.select(peewee.fn.MAX(Change.id)).where(Change.experiment == experiment, Change.act == "started")
    told = Change.changes.cast("TEXT").contains('"criterion":')
    later = history_of(experiment).where(Change.act == "edited", told, Change.id > peewee.fn.COALESCE(started, 0))
    return [change for change in later.order_by(Change.id) if change.touches("criterion")]


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """The pieces of two texts: ("same", "gone" or "new", text). Very long texts are told whole."""
    old, new = _pieces(before), _pieces(after)
    if not old or not new or len(old) + len(new) > LONGEST_COMPARED:
        return [(kind, text) for kind, text in (("gone", before), ("new", after)) if text]
    told: list[tuple[str, str]] = []
    for act, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            told.append(("same", "".join(old[a:b])))
            continue
        told += [("gone", "".join(old[a:b]))] if a < b else []
        told += [("new", "".join(new[c:d]))] if c < d else []
    return told


def _pieces(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)
