"""A question that somebody asks before trying something, with a clock."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import peewee

from tracker.accounts.models import FormSubmission, Person, Role
from tracker.core.validation import FieldError, length_errors, raise_if_errors, required
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.guidelines.models.business_hours import USUAL_WAIT, add_business_hours
from tracker.guidelines.models.clause import Clause
from tracker.guidelines.models.platform import Platform
from tracker.jobs.models import Job
from tracker.search import normalised


class Question(BaseModel):
    """Somebody would like to know before trying.

    Who it was is told to nobody on any page; `named` lets those who answer know.

    `whom` is the colleague whom the clause names, where it names one by name; the
    facilitators may always answer.
    """

    platform = peewee.ForeignKeyField(
        Platform, backref="questions", null=True, on_delete="RESTRICT"
    )
    clause = peewee.ForeignKeyField(
        Clause, backref="questions", null=True, on_delete="RESTRICT"
    )
    body = CheckedCharField(2000)
    asker = peewee.ForeignKeyField(
        Person, backref="questions_asked", on_delete="RESTRICT"
    )
    named = peewee.BooleanField(default=False)
    whom = peewee.ForeignKeyField(
        Person, backref="questions_to", null=True, on_delete="SET NULL"
    )
    asked_at = UTCDateTimeField()
    due_at = UTCDateTimeField()
    removed_at = UTCDateTimeField(null=True)
    removed_by = peewee.ForeignKeyField(
        Person, backref="questions_removed", null=True, on_delete="RESTRICT"
    )
    words = peewee.TextField(default="")

    class Meta:
        indexes = ((("asked_at", "id"), False),)
        constraints = [
            peewee.Check("body <> '' OR removed_at IS NOT NULL"),
            peewee.Check("(removed_at IS NULL) = (removed_by_id IS NULL)"),
            peewee.Check("due_at > asked_at"),
        ]

    # Making

    @classmethod
    def add(
        cls,
        *,
        body: str,
        by: Person,
        at: dt.datetime,
        zone: ZoneInfo,
        platform: Platform | None = None,
        clause: Clause | None = None,
        named: bool = False,
        submission: str = "",
    ) -> Question:
        """Ask before trying. Those who answer are told at once, and once more if the time passes.

        Args:
            clause: The clause that says to ask first; it says whom, and within how long.
            named: Whether those who answer may see who asks.
            submission: The hidden key of the form; sent twice, it asks once.

        Raises:
            ValidationFailed: There is nothing in it, or it is too long.
        """
        hours = (clause.within_hours if clause else None) or USUAL_WAIT
        due_at = add_business_hours(hours, at, zone)
        platform = (clause.guideline.platform if clause else None) or platform
        asked = {
            "body": body,
            "platform": platform,
            "clause": clause,
            "named": named,
            "words": normalised(body or ""),
        }

        def make() -> Question:
            raise_if_errors(*question_problems(body))
            whom = colleague_called(clause.whom) if clause else None
            question = cls.create(
                asker=by, whom=whom, asked_at=at, due_at=due_at, **asked
            )
            question.notify_answerers("asked", at=at)
            Job.enqueue("question_due", at=due_at, question=question.id)
            return question

        return FormSubmission.once(
            cls, make, by=by, key=submission, form="question", at=at
        )

    # Verbs

    def notify_answerers(self, event: str, *, at: dt.datetime) -> None:
        """Tell those who answer that it waits. Nobody is told who asks."""
        keepers = {self.whom_id, *keepers_of_guidelines()} - {self.asker_id, None}
        around = {
            "path": f"/guidelines/questions/{self.id}",
            "event": f"{event}:question={self.id}",
        }
        Job.enqueue("tell", at=at, what="asked", by=None, to=sorted(keepers), **around)

    def remove(self, *, by: Person, at: dt.datetime) -> None:
        """Take the words away for good. That a question stood here stays to be seen."""
        gone = {"body": "", "words": "", "removed_at": at, "removed_by": by}
        with self._meta.database.atomic():
            Question.update(gone).where(
                Question.id == self.id, Question.removed_at.is_null()
            ).execute()
            for answer in self.answers:
                answer.delete_instance()

    # Predicates

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    def is_late(self, at: dt.datetime) -> bool:
        """Whether the promised time has passed; the caller knows whether there is an answer."""
        return at > self.due_at

    # Permissions

    def answerable_by(self, person: Person) -> bool:
        """Facilitators, and the colleague whom the clause names; not whoever asked."""
        return (
            not self.is_removed
            and self.asker_id != person.id
            and (person.facilitates or self.whom_id == person.id)
        )

    def shows_asker_to(self, person: Person) -> bool:
        """Whether this viewer may know who asks: the asker, and those who answer where
        the asker said so.
        """
        return person.id == self.asker_id or (self.named and self.answerable_by(person))

    def removable_by(self, person: Person) -> bool:
        return not self.is_removed and (
            person.facilitates or person.id == self.asker_id
        )

    # Private


def question_problems(body: str) -> list[FieldError]:
    """Everything that a question demands."""
    return [
        *required({"body": body}, ["body"]),
        *length_errors({"body": body}, Question),
    ]


def keepers_of_guidelines() -> set[int]:
    """Ids of those who keep the guidelines: the facilitators, or the administrators
    where there is none.
    """
    rows = Person.select(Person.id, Person.role).where(
        Person.disabled_at.is_null(), Person.role.in_([Role.facilitator, Role.admin])
    )
    rows = list(rows.tuples())
    return {id for id, role in rows if role is Role.facilitator} or {
        id for id, _ in rows
    }


def colleague_called(name: str) -> Person | None:
    """The one active colleague whom a clause names, by name or address; None where it
    names a role, or several are called so.
    """
    called = Person.select().where(
        (Person.name == name.strip()) | (Person.email == name.strip().lower())
    )
    people = list(called.where(Person.disabled_at.is_null()).limit(2))
    if len(people) == 1:
        return people[0]
    return None
