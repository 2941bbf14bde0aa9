"""A question that is asked before an experiment, with a time to answer it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import peewee

from tracker.accounts.models import FormSubmission, Person, Role
from tracker.accounts.models.name_index import ids_called
from tracker.core.validation import FieldError, length_errors, raise_if_errors, required
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.guidelines.models.business_hours import USUAL_WAIT, add_business_hours
from tracker.guidelines.models.clause import Clause
from tracker.guidelines.models.platform import Platform
from tracker.jobs.models import Job
from tracker.search import normalised


class Question(BaseModel):
    """A question about the guidelines, asked before an experiment.

    No page shows the asker; `named` shows them to the people who may answer. `whom` is
    the colleague whom the clause names; the facilitators may always answer.
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
        """Ask a question, and notify the people who may answer: at once, again before
        the time runs out, and when it is late.

        Args:
            clause: The clause that demands to ask first; it says whom to ask, and within
                how many hours there is an answer.
            named: Whether the people who may answer see the asker's name.
            submission: The hidden key of the form; a form sent twice asks once.

        Raises:
            ValidationFailed: The text is empty or too long.
        """

        def make() -> Question:
            raise_if_errors(question_problems(body))
            question = cls(body=body, asker=by, named=named, asked_at=at)
            question.platform = platform
            question.words = normalised(body)
            question._take_from_clause(clause, zone)
            question.save(force_insert=True)
            question.notify_answerers("asked", at=at)
            soon = question.reminder_at(zone)
            Job.enqueue("question_due", at=soon, question=question.id, word="soon")
            Job.enqueue("question_due", at=question.due_at, question=question.id)
            return question

        return FormSubmission.once(
            cls, make, by=by, key=submission, form="question", at=at
        )

    # Verbs

    def notify_answerers(self, event: str, *, at: dt.datetime) -> None:
        """Notify the people who may answer; the notice never names the asker."""
        recipients = keepers_of_guidelines() | {self.whom_id}
        Job.enqueue(
            "tell",
            at=at,
            what="asked",
            word=event,
            by=None,
            to=sorted(recipients - {self.asker_id, None}),
            path=f"/guidelines/questions/{self.id}",
            event=f"{event}:question={self.id}",
        )

    def remove(self, *, by: Person, at: dt.datetime) -> None:
        """Delete the text and the answer; the page then says that it was removed."""
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

    def reminder_at(self, zone: ZoneInfo) -> dt.datetime:
        """When the people who may answer are told again: a quarter of the time is left."""
        hours = USUAL_WAIT
        if self.clause:
            hours = self.clause.within_hours or hours
        return add_business_hours(hours * 3 / 4, self.asked_at, zone)

    def is_late(self, at: dt.datetime) -> bool:
        """Whether the promised time has passed, answered or not."""
        return at > self.due_at

    # Permissions

    def answerable_by(self, person: Person) -> bool:
        """Whether this person may answer: a facilitator, or the colleague whom the clause
        names, but never the asker.
        """
        return (
            not self.is_removed
            and self.asker_id != person.id
            and (person.facilitates or self.whom_id == person.id)
        )

    def shows_asker_to(self, person: Person) -> bool:
        """Whether this person may see the asker's name: the asker, and the people who may
        answer if the asker agreed.
        """
        return person.id == self.asker_id or (self.named and self.answerable_by(person))

    def removable_by(self, person: Person) -> bool:
        return not self.is_removed and (
            person.facilitates or person.id == self.asker_id
        )

    # Private

    def _take_from_clause(self, clause: Clause | None, zone: ZoneInfo) -> None:
        """Set the platform, the person to ask and the time to answer from a clause."""
        hours = USUAL_WAIT
        if clause:
            hours = clause.within_hours or hours
            self.clause = clause
            self.platform = clause.guideline.platform or self.platform
            self.whom = colleague_called(clause.whom)
        self.due_at = add_business_hours(hours, self.asked_at, zone)


def question_problems(body: str) -> list[FieldError]:
    """The validation errors of a question."""
    values = {"body": body}
    return required(values, ["body"]) + length_errors(values, Question)


def keepers_of_guidelines() -> set[int]:
    """Ids of the facilitators; of the administrators if there is no facilitator."""
    rows = Person.select(Person.id, Person.role).where(
        Person.disabled_at.is_null(), Person.role.in_([Role.facilitator, Role.admin])
    )
    roles = dict(rows.tuples())
    facilitators = {id for id, role in roles.items() if role is Role.facilitator}
    return facilitators or set(roles)


def colleague_called(name: str) -> Person | None:
    """The active colleague with this name or mail address; None if there are none or
    several.
    """
    ids = ids_called(Person.select().where(Person.disabled_at.is_null()), name)
    if len(ids) == 1:
        return Person.get_by_id(ids[0])
    return None
