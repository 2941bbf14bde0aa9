"""The answer to a question, which everybody may read."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.conflicts import Versioned
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
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
    """The answer to a question, with the name of the person who gave it."""

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
        """Answer a question and notify its asker; everybody may read the answer.

        Raises:
            ValidationFailed: The text is empty or too long, or another person answered
                first.
        """
        raise_if_errors(answer_problems(body))
        answer = cls(question=question, body=body, short=short, by=by, at=at)
        try:
            with cls._meta.database.atomic():
                answer.save(force_insert=True)
                answer._index()
                answer._notify_asker()
        except peewee.IntegrityError as error:
            raise ValidationFailed(
                FieldError("", N_("Somebody answered it in the meantime."))
            ) from error
        return answer

    # Verbs

    def amend(
        self, *, body: str, short: ShortAnswer | None, version: int, at: dt.datetime
    ) -> None:
        """Change the answer.

        Raises:
            ValidationFailed: The text is empty or too long.
            EditConflict: Another person saved first; nothing was written.
        """
        raise_if_errors(answer_problems(body))
        self.body = body
        self.short = short
        self.edited_at = at
        with self._meta.database.atomic():
            self.save_as_next(version)
            self._index()

    def add_to_examples(self, *, by: Person, at: dt.datetime) -> None:
        """Add question and answer to the examples of the clause.

        Raises:
            ValidationFailed: The question has no clause, it is an example already, or
                the examples would become too long.
            EditConflict: Another person saved the clause at the same moment.
        """
        clause = self.question.clause
        if clause is None:
            raise ValidationFailed(
                FieldError("", N_("This question was asked under no clause."))
            )
        asked = " ".join(self.question.body.split())
        answered = " ".join(self.body.split())
        line = f"“{asked}” – {answered}"
        if line in clause.examples:
            raise ValidationFailed(
                FieldError("", N_("It is among the examples already."))
            )
        clause.amend(
            examples="\n".join(filter(None, (clause.examples, line))),
            version=clause.version,
            by=by,
            at=at,
        )

    # Predicates

    def as_dict(self) -> dict[str, str]:
        """Field name to text, for comparing two versions."""
        short = ""
        if self.short:
            short = self.short.value
        return {"short": short, "body": self.body}

    # Private

    def _notify_asker(self) -> None:
        Job.enqueue(
            "tell",
            at=self.at,
            what="answered",
            by=self.by_id,
            to=[self.question.asker_id],
            path=f"/guidelines/questions/{self.question_id}",
            event=f"answered:question={self.question_id}",
        )

    def _index(self) -> None:
        Question.update(words=normalised(self.question.body, self.body)).where(
            Question.id == self.question_id
        ).execute()


def answer_problems(body: str) -> list[FieldError]:
    """The validation errors of an answer."""
    values = {"body": body}
    return required(values, ["body"]) + length_errors(values, QuestionAnswer)
