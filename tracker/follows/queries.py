"""Queries of what a person follows and may follow."""

from __future__ import annotations

import peewee
from peewee import JOIN

from tracker.accounts.models import Person, Unit
from tracker.experiments.models import Tag
from tracker.experiments.queries.search import seen_by
from tracker.follows.models import FOLLOWED, Follow
from tracker.guidelines.models import Platform


def follows(person: Person) -> list[tuple[str, Tag | Platform | Unit]]:
    """What somebody follows and may see, each with the word for its kind, by name. One query."""
    rows = Follow.select(Follow, Tag, Platform, Unit).where(Follow.person == person)
    for noun in FOLLOWED.values():
        rows = rows.join_from(Follow, noun, JOIN.LEFT_OUTER)
    rows = rows.where(Follow.tag.is_null() | seen_by(person))
    found = [
        (kind, getattr(row, kind))
        for row in rows
        for kind in FOLLOWED
        if getattr(row, f"{kind}_id")
    ]
    return sorted(found, key=lambda one: (one[0], one[1].name.casefold()))


def to_follow(kind: str, viewer: Person) -> peewee.ModelSelect:
    """Everything of a kind that one may follow: of tags those that stand on something
    the viewer may see.
    """
    rows = FOLLOWED[kind].select()
    if kind == "tag":
        return rows.where(seen_by(viewer))
    return rows


def following(person: Person) -> set[tuple[str, int]]:
    """Kind and id of everything that somebody follows, for the buttons."""
    rows = (
        Follow.select(*(getattr(Follow, kind) for kind in FOLLOWED))
        .where(Follow.person == person)
        .tuples()
    )
    return {
        (kind, id) for row in rows for kind, id in zip(FOLLOWED, row, strict=True) if id
    }
