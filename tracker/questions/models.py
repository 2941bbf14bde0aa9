"""An open question, and the people who asked it and wish to hear of the answer."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import FormSubmission, Person
from tracker.core.validation import FieldError, length_errors, raise_if_errors, required
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.drawn_id import DrawnId
from tracker.guidelines.models import Platform
from tracker.search import normalised


class OpenQuestion(DrawnId, BaseModel):
    """A question that no attempt has answered yet.

    The row itself points to no person: whoever leaves neither a name nor a wish to be
    told is not kept.
    """

    body = CheckedCharField(400)
    platform = peewee.ForeignKeyField(
        Platform, backref="open_questions", null=True, on_delete="RESTRICT"
    )
    asked_at = UTCDateTimeField()
    removed_at = UTCDateTimeField(null=True)
    words = peewee.TextField(default="")

    class Meta:
        indexes = ((("asked_at", "id"), False),)
        constraints = [peewee.Check("body <> '' OR removed_at IS NOT NULL")]

    # Making

    @classmethod
    def add(
        cls,
        *,
        body: str,
        by: Person,
        at: dt.datetime,
        platform: Platform | None = None,
        told: bool = True,
        named: bool = False,
        submission: str = "",
    ) -> OpenQuestion:
        """Ask an open question.

        Args:
            told: Whether the asker is told when an attempt answers it.
            named: Whether pages show the asker's name.
            submission: The hidden key of the form; a form sent twice asks once. It is
                not noted for whoever leaves nothing of themselves, and neither is the
                hour: equal words ask once instead.

        Raises:
            ValidationFailed: The text is empty or too long.
        """

        raise_if_errors(open_question_problems(body))
        said = {"body": body, "platform": platform, "words": normalised(body)}
        if not (told or named):
            day = at.astimezone(dt.UTC).replace(
                hour=0, minute=0, second=0, microsecond=0
            )
            known = cls.get_or_none(cls.body == body)
            return known or cls.create(**said, asked_at=day)

        def make() -> OpenQuestion:
            question = cls.create(**said, asked_at=at)
            QuestionAsker.create(
                question=question, person=by, first=True, told=told, named=named, at=at
            )
            return question

        return FormSubmission.once(
            cls, make, by=by, key=submission, form="open question", at=at
        )

    # Verbs

    def join(self, *, by: Person, at: dt.datetime) -> None:
        """Wish to be told of the answer, too; said twice, it stands once."""
        with self._meta.database.atomic():
            QuestionAsker.insert(
                question=self, person=by, first=False, told=True, named=False, at=at
            ).on_conflict_ignore().execute()
            QuestionAsker.update(told=True).where(
                QuestionAsker.question == self, QuestionAsker.person == by
            ).execute()

    def leave(self, person: Person) -> None:
        """Wish no more to be told; the name of a named asker stays until removed."""
        mine = (QuestionAsker.question == self) & (QuestionAsker.person == person)
        with self._meta.database.atomic():
            QuestionAsker.delete().where(mine, ~QuestionAsker.first).execute()
            QuestionAsker.update(told=False).where(mine).execute()

    def remove(self, at: dt.datetime) -> None:
        """Delete the text and who asked it; attempts no longer lead to it."""
        with self._meta.database.atomic():
            OpenQuestion.update(body="", words="", removed_at=at).where(
                OpenQuestion.id == self.id, OpenQuestion.removed_at.is_null()
            ).execute()
            QuestionAsker.delete().where(QuestionAsker.question == self).execute()

    # Permissions

    def removable_by(self, person: Person) -> bool:
        """Whether this person may remove it: a facilitator, or who asked it first."""
        if self.removed_at is not None:
            return False
        asked = self.askers.where(QuestionAsker.first, QuestionAsker.person == person)
        return person.facilitates or asked.exists()


class QuestionAsker(BaseModel):
    """A person who asked an open question and left themselves: by name, or to be told."""

    question = peewee.ForeignKeyField(
        OpenQuestion, backref="askers", index=False, on_delete="CASCADE"
    )
    person = peewee.ForeignKeyField(
        Person, backref="open_questions", on_delete="CASCADE"
    )
    first = peewee.BooleanField()
    told = peewee.BooleanField()
    named = peewee.BooleanField()
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("question", "person"), True),)


def open_question_problems(body: str) -> list[FieldError]:
    """The validation errors of an open question."""
    values = {"body": body}
    return required(values, ["body"]) + length_errors(values, OpenQuestion)
