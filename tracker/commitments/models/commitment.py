"""A commitment: what a leader promises because of something that colleagues learnt, and by when."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import FormSubmission, Person
from tracker.business_case.models import BusinessCase
from tracker.commitments.models.history import CommitmentChange
from tracker.core.conflicts import Versioned
from tracker.core.fields import described
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.experiments.models import Experiment
from tracker.jobs.models import Job
from tracker.lessons.models import Lesson
from tracker.summaries.models import Summary

FURTHEST = dt.timedelta(days=5 * 366)


class Commitment(Versioned, BaseModel):
    """A promise that everyone sees.

    It is open until somebody tells what became of it, and is never taken away.

    It is promised from exactly one thing: an attempt, a lesson, the summary of a
    quarter or the business case.
    """

    leader = peewee.ForeignKeyField(Person, backref="commitments", on_delete="RESTRICT")
    text = described(CheckedCharField(500), N_("What do you promise?"))
    due_on = described(peewee.DateField(), N_("I answer for it by"))
    experiment = peewee.ForeignKeyField(
        Experiment, backref="commitments", null=True, on_delete="RESTRICT"
    )
    lesson = peewee.ForeignKeyField(
        Lesson, backref="commitments", null=True, on_delete="RESTRICT"
    )
    summary = peewee.ForeignKeyField(
        Summary, backref="commitments", null=True, on_delete="RESTRICT"
    )
    business_case = peewee.ForeignKeyField(
        BusinessCase, backref="commitments", null=True, on_delete="RESTRICT"
    )
    made_at = UTCDateTimeField()
    version = peewee.IntegerField(default=1)

    class Meta:
        indexes = ((("due_on", "id"), False),)
        constraints = [
            peewee.Check("text <> ''"),
            peewee.Check(
                "CASE WHEN experiment_id IS NULL THEN 0 ELSE 1 END + CASE WHEN lesson_id IS NULL"
                " THEN 0 ELSE 1 END + CASE WHEN summary_id IS NULL THEN 0 ELSE 1 END + CASE WHEN"
                " business_case_id IS NULL THEN 0 ELSE 1 END = 1"
            ),
        ]

    # Making

    @classmethod
    def add(
        cls,
        what: BaseModel,
        *,
        text: str,
        due_on: dt.date,
        by: Person,
        at: dt.datetime,
        on: dt.date,
        submission: str = "",
    ) -> Commitment:
        """Promise something.

        Where it is promised from an attempt or its lesson, the authors are told.

        Args:
            what: The attempt, lesson, summary or business case that it is promised from.
            on: Today; nothing is promised for a day that has passed.
            submission: The hidden key of the form; sent twice, it promises once.

        Raises:
            ValidationFailed: It has no words or no day, they are too long, or the day cannot be.
        """
        said = {"text": text, "due_on": due_on, name_of(what): what}

        def make() -> Commitment:
            raise_if_errors(*commitment_problems(said, on=on))
            promise = cls.create(leader=by, made_at=at, **said)
            promise.notify("promised", by=by, at=at)
            return promise

        form = f"commitment from {name_of(what)} {what.id}"
        return FormSubmission.once(cls, make, by=by, key=submission, form=form, at=at)

    # Verbs

    def amend(
        self,
        *,
        text: str,
        due_on: dt.date,
        why: str,
        version: int,
        by: Person,
        at: dt.datetime,
        on: dt.date,
    ) -> None:
        """Say it better, or move its day; what it said before stays to be seen, and a
        new day says why.

        Args:
            version: The version that the change was made from.
            on: Today.

        Raises:
            ValidationFailed: It is settled, lacks its words or its day, or moves its
                day without saying why.
            EditConflict: Somebody saved first; nothing was written.
        """
        said = {"text": text, "due_on": due_on, "why": why}
        raise_if_errors(
            *commitment_problems(said, on=on, was=self.due_on), *self._open_problems()
        )
        before = self.as_dict()
        self.text = text
        self.due_on = due_on
        changes = {
            name: [was, self.as_dict()[name]]
            for name, was in before.items()
            if self.as_dict()[name] != was
        }
        if changes:
            with self._meta.database.atomic():
                self.save_as_next(version)
                self.note(changes, why=why, by=by, at=at)

    def note(
        self, changes: dict, *, by: Person, at: dt.datetime, why: str = ""
    ) -> None:
        """Write into the history what it said before and says after."""
        CommitmentChange.create(commitment=self, by=by, at=at, changes=changes, why=why)

    def notify(self, what: str, *, by: Person, at: dt.datetime) -> None:
        """Let the authors of the attempt hear of it, where there is one; in the
        transaction of the act.
        """
        experiment = self.lesson.experiment_id if self.lesson_id else self.experiment_id
        if experiment:
            told = {"experiment": experiment, "commitment": self.id, "path": self.path}
            Job.enqueue("tell", at=at, what=what, by=by.id, **told)

    # Predicates

    @property
    def what(self) -> BaseModel:
        """What it is promised from."""
        return next(
            getattr(self, name) for name in PROMISED_ON if getattr(self, f"{name}_id")
        )

    @property
    def path(self) -> str:
        """Where it is to be read."""
        return f"/commitments/{self.id}"

    @property
    def settlement(self):
        """What became of it, or None while it is open."""
        return self.settlements.first()

    def is_overdue(self, on: dt.date) -> bool:
        """Whether its day has passed; whether anybody has answered, the settlement tells."""
        return self.due_on < on

    def as_dict(self) -> dict[str, str]:
        """Field to plain text, for the history and for a stale edit."""
        return {"text": self.text, "due_on": self.due_on.isoformat()}

    # Permissions

    @staticmethod
    def addable_by(person: Person, what: BaseModel) -> bool:
        """A leader's, from whatever colleagues may see."""
        return person.leads and not (isinstance(what, Experiment) and what.is_draft)

    def answerable_by(self, person: Person) -> bool:
        """Theirs who promised; another leader's once they are no longer here, or lead no more."""
        gone = not self.leader.is_active or not self.leader.leads
        return person.id == self.leader_id or (person.leads and gone)

    # Private

    def _open_problems(self) -> list[FieldError]:
        if self.settlements.exists():
            return [FieldError("", N_("What became of it is told already."))]
        return []


PROMISED_ON = {
    "experiment": Experiment,
    "lesson": Lesson,
    "summary": Summary,
    "business_case": BusinessCase,
}


def name_of(what: BaseModel) -> str:
    """The field of a commitment that this goes into."""
    return next(name for name, noun in PROMISED_ON.items() if isinstance(what, noun))


def commitment_problems(
    said: dict, *, on: dt.date, was: dt.date | None = None
) -> list[FieldError]:
    """Everything a commitment demands: words, and a day that has not passed and is not years away.

    Args:
        said: text and due_on; and why, where it is changed.
        on: Today.
        was: The day that was promised before; it may stay as it is, and another one says why.
    """
    due_on = said.get("due_on")
    moved = was is not None and said.get("due_on") not in (None, was)
    asked = due_on is not None and (was is None or moved)
    return [
        *required(said, ["text", "due_on", *(["why"] if moved else [])]),
        *length_errors({"text": said.get("text")}, Commitment),
        *length_errors({"why": said.get("why")}, CommitmentChange),
        *(
            [FieldError("due_on", N_("This day has passed."))]
            if asked and due_on < on
            else []
        ),
        *(
            [FieldError("due_on", N_("Promise for the next five years at most."))]
            if asked and due_on > on + FURTHEST
            else []
        ),
    ]
