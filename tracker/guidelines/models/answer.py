"""The answer to a question, which everybody may read."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.conflicts import Versioned
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.guidelines.models.enums import ShortAnswer
from tracker.guidelines.models.question import Question
from tracker.jobs.models import Job
from tracker.search import normalised


class QuestionAnswer(Versioned, BaseModel):
    """The answer to a question, under the name of whoever gives it."""

    question = peewee.ForeignKeyField(
        Question, backref="answers", unique=True, on_delete="CASCADE"
    )
    short = EnumCharField(ShortAnswer, null=True)
    body = CheckedCharField(4000)
    by = peewee.ForeignKeyField(Person, backref="advice_given", on_delete="RESTRICT")
    at = UTCDateTimeField()
    edited_at = UTCDateTimeField(null=True)
    version = peewee.IntegerField(default=1)

    class Meta:
        constraints = [peewee.Check("body <> ''")]

    # Making

    @classmethod
    def add(
        cls,
        question: Question,
        *,
        body: str,
        by: Person,
        at: dt.datetime,
        short: ShortAnswer | None = None,
    ) -> QuestionAnswer:
        """Answer a question: everybody may read it from now on, and whoever asked is
        told.

        Raises:
            ValidationFailed: There is nothing in it, it is too long, or somebody else
                answered first.
        """
        raise_if_errors(*answer_problems(body))
        try:
            with cls._meta.database.atomic():
                advice = cls.create(
                    question=question, body=body, short=short, by=by, at=at
                )
                advice._index()
                path = f"/guidelines/questions/{question.id}"
                event = f"answered:question={question.id}"
                Job.enqueue(
                    "tell",
                    at=at,
                    what="answered",
                    by=by.id,
                    to=[question.asker_id],
                    path=path,
                    event=event,
                )
        except peewee.IntegrityError:
            raise_if_errors(FieldError("", N_("Somebody answered it in the meantime.")))
        return advice

    # Verbs

    def amend(
        self, *, body: str, short: ShortAnswer | None, version: int, at: dt.datetime
    ) -> None:
        """Answer it better.

        Raises:
            ValidationFailed: There is nothing left, or it is too long.
            EditConflict: Somebody saved first; nothing was written.
        """
        raise_if_errors(*answer_problems(body))
        self.body = body
        self.short = short
        self.edited_at = at
        with self._meta.database.atomic():
            self.save_as_next(version)
            self._index()

    def add_to_examples(self, *, by: Person, at: dt.datetime) -> None:
        """Hang question and answer below the clause, among its examples.

        Raises:
            ValidationFailed: There is no clause to hang it below, it hangs there, or
                the clause has no room left.
            EditConflict: Somebody else saves the clause at the same moment.
        """
        clause = self.question.clause
        raise_if_errors(
            *(
                []
                if clause
                else [FieldError("", N_("This question was asked under no clause."))]
            )
        )
        line = (
            f"“{' '.join(self.question.body.split())}” – {' '.join(self.body.split())}"
        )
        raise_if_errors(
            *(
                [FieldError("", N_("It is among the examples already."))]
                if line in clause.examples
                else []
            )
        )
        clause.amend(
            examples="\n".join(filter(None, (clause.examples, line))),
            version=clause.version,
            by=by,
            at=at,
        )

    # Predicates

    def as_dict(self) -> dict[str, str]:
        """What it says as plain words, for a form that meets another's."""
        return {"short": self.short.value if self.short else "", "body": self.body}

    # Private

    def _index(self) -> None:
        Question.update(words=normalised(self.question.body, self.body)).where(
            Question.id == self.question_id
        ).execute()


def answer_problems(body: str) -> list[FieldError]:
    """Everything that an answer demands."""
    return [
        *required({"body": body}, ["body"]),
        *length_errors({"body": body}, QuestionAnswer),
    ]
