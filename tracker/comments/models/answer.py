"""Accepted answers: the asker or an author marks a question as answered."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.comments.models.comment import Comment
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.db import BaseModel, UTCDateTimeField


class AcceptedAnswer(BaseModel):
    """A question is answered: who marked it, and perhaps which reply answers it."""

    question = peewee.ForeignKeyField(
        Comment, backref="answers", unique=True, on_delete="CASCADE"
    )
    reply = peewee.ForeignKeyField(
        Comment, backref="answered", null=True, on_delete="SET NULL"
    )
    by = peewee.ForeignKeyField(Person, on_delete="RESTRICT")
    at = UTCDateTimeField()

    @classmethod
    def accept(
        cls,
        question: Comment,
        *,
        by: Person,
        at: dt.datetime,
        reply: Comment | None = None,
    ) -> None:
        """Mark a question as answered; a second call can name another reply.

        Raises:
            ValidationFailed: It is no question, or the reply belongs to another comment.
        """
        stray = reply is not None and reply.parent_id != question.id
        if stray or not question.asks:
            raise ValidationFailed(FieldError("", N_("This is no question.")))
        with cls._meta.database.atomic():
            cls.insert(
                question=question, reply=reply, by=by, at=at
            ).on_conflict_ignore().execute()
            if reply is not None:
                cls.update(reply=reply).where(cls.question == question).execute()

    @classmethod
    def withdraw(cls, question: Comment) -> None:
        """Mark the question as open again."""
        cls.delete().where(cls.question == question).execute()

    @staticmethod
    def acceptable_by(person: Person, question: Comment) -> bool:
        return (
            question.asks
            and not question.is_removed
            and (
                person.id == question.person_id or question.experiment.is_author(person)
            )
        )
