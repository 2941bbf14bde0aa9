"""Mentions: people who are named in a comment with an @."""

from __future__ import annotations

from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Person
from tracker.db import BaseModel, LateForeignKey

if TYPE_CHECKING:
    from tracker.comments.models.comment import Comment


class Mention(BaseModel):
    """A person who is mentioned in a comment."""

    comment = LateForeignKey(
        "Comment", backref="mentions", index=False, on_delete="CASCADE"
    )
    person = peewee.ForeignKeyField(Person, backref="mentions", on_delete="CASCADE")

    class Meta:
        indexes = ((("comment", "person"), True),)

    @classmethod
    def settle(cls, comment: Comment, people: list[int]) -> list[int]:
        """Replace the people mentioned; returns those who are new."""
        before = {
            id
            for (id,) in cls.select(cls.person).where(cls.comment == comment).tuples()
        }
        cls.delete().where(
            cls.comment == comment, cls.person.not_in(people or [0])
        ).execute()
        new = [id for id in people if id not in before]
        for id in new:
            cls.insert(comment=comment, person=id).on_conflict_ignore().execute()
        return new
