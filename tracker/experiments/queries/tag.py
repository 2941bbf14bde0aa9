"""Queries: the tags that a facilitator keeps."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, Tag, Tagging
from tracker.experiments.queries.visibility import is_visible


def tags_seen_by(viewer: Person) -> list[tuple[Tag, int]]:
    """The tags of what a viewer may see, in alphabetical order, each with how often it stands.

    A tag of a draft of somebody else, or of a unit's own work, would tell of it.
    """
    count = peewee.fn.COUNT(Tagging.id)
    rows = (
        Tag.select(Tag, count.alias("often"))
        .join(Tagging)
        .join(Experiment)
        .where(is_visible(viewer))
        .group_by(Tag)
    )
    return [(row, row.often) for row in sorted(rows, key=lambda row: row.name)]
