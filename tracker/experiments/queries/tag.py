"""Queries: the tags of what a viewer may see, each with how often it stands."""

from __future__ import annotations

from collections import Counter

import peewee

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, Stage, Tag, Tagging
from tracker.experiments.queries.public_cells import PublicCells
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    is_for_everyone,
    is_for_few,
    is_visible,
    rows_for,
)
from tracker.plaintext import folded

SUGGESTED = 8


def tags_seen_by(viewer: Person) -> list[tuple[Tag, int]]:
    """The tags of what a viewer may see, in alphabetical order, each with how often it stands.

    A tag of a draft of somebody else, or of a unit's own work, would tell of it.
    """
    used = _uses(viewer, drafts=True)
    rows = [row for row in Tag.select() if used[row.id]]
    return [(row, used[row.id]) for row in sorted(rows, key=lambda row: row.name)]


def tags_like(text: str, viewer: Person) -> list[str]:
    """Tags that begin like this on published, visible experiments, most used first."""
    used = _uses(viewer, drafts=False)
    rows = Tag.select(Tag.id, Tag.name).where(Tag.name.startswith(folded(text)))
    names = {name: used[id] for id, name in rows.tuples() if used[id]}
    return sorted(names, key=lambda name: (-names[name], name))[:SUGGESTED]


def _uses(viewer: Person, drafts: bool) -> Counter[int]:
    """A tag's id to how many experiments with it the viewer may see."""
    public = PublicCells.of_database()
    used = public.counted("tags", lambda: public.tags(None)).copy()
    for tag, n, in_drafts in rows_for(viewer, "tags of few", _of_few):
        used[tag] += n if drafts else n - in_drafts
    return used


def _of_few(viewer: ViewerParameter) -> peewee.ModelSelect:
    """The uses of tags in what the viewer may see and not everybody, and those in drafts."""
    is_draft = peewee.Case(None, [(Experiment.stage == Stage.draft, 1)], 0)
    n = peewee.fn.COUNT(Tagging.id)
    return (
        Tagging.select(Tagging.tag, n, peewee.fn.SUM(is_draft))
        .join(Experiment)
        .where(is_visible(viewer), is_for_few(viewer), ~is_for_everyone())
        .group_by(Tagging.tag)
        .tuples()
    )
