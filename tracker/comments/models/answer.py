"""Answer: a question was answered, as its asker or an author of the experiment says."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.comments.models.comment import Comment
from tracker.core.validation import N_, FieldError, raise_if_errors
from tracker.db import BaseModel, UTCDateTimeField


class AcceptedAnswer(BaseModel):
    """That a question is answered, by whom it was said, and perhaps by which reply."""

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
        """Mark a question as answered; a second time names another reply.

        Raises:
            ValidationFailed: It is no question, or the reply stands elsewhere.
        """
        stray = reply is not None and reply.parent_id != question.id
        raise_if_errors(
            *(
                [FieldError("", N_("This is no question."))]
                if stray or not question.asks
                else []
            )
        )
        with cls._meta.database.atomic():
            cls.insert(
                question=question, reply=reply, by=by, at=at
            ).on_conflict_ignore().execute()
            if reply is not None:
                cls.update(reply=reply).where(cls.question == question).execute()

    @classmethod
    def withdraw(cls, question: Comment) -> None:
        """The question waits again."""
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
