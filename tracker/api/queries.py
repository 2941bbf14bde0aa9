"""What answers of the API need beside what pages ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import peewee

from tracker.accounts.models import Person, Unit
from tracker.experiments.models import Tag, Tagging


def tags_by_experiment(ids: Iterable[int]) -> dict[int, list[str]]:
    """The tags of experiments that a viewer may see, in alphabetical order."""
    rows = (
        Tagging.select(Tagging.experiment, Tag.name)
        .join(Tag)
        .where(Tagging.experiment.in_(list(ids) or [0]))
        .tuples()
    )
    found = defaultdict(list)
    for id, name in sorted(rows, key=lambda row: row[1]):
        found[id].append(name)
    return found


def accounts() -> peewee.ModelSelect:
    """The accounts of everybody who was not erased, each with the unit."""
    return Person.select(Person, Unit).join(Unit).where(Person.erased_at.is_null())
