"""A commitment: a leader's public promise, with a day, because of a lesson."""

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
    """A leader's promise that everyone sees.

    It is open until it is settled, and is never deleted. It belongs to exactly one
    experiment, lesson, summary or business case.
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
        """Create a commitment; the authors of its experiment or lesson are notified.

        Args:
            what: The experiment, lesson, summary or business case that it belongs to.

        Raises:
            ValidationFailed: The text or the day is missing, too long or impossible.
        """
        values = {"text": text, "due_on": due_on}

        def make() -> Commitment:
            raise_if_errors(commitment_problems(values, on=on))
            commitment = cls(leader=by, made_at=at, text=text, due_on=due_on)
            setattr(commitment, name_of(what), what)
            commitment.save(force_insert=True)
            commitment.notify("promised", by=by, at=at)
            return commitment

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
        """Change the text or the day; the history keeps the old ones.

        Args:
            why: The reason for a new day.

        Raises:
            ValidationFailed: It is settled, or a value is missing or impossible.
            EditConflict: Somebody saved first; nothing was written.
        """
        values = {"text": text, "due_on": due_on, "why": why}
        errors = commitment_problems(values, on=on, was=self.due_on)
        raise_if_errors(errors + self._open_problems())
        before = self.as_dict()
        self.text = text
        self.due_on = due_on
        changes = self._changes_since(before)
        if changes:
            with self._meta.database.atomic():
                self.save_as_next(version)
                self.log_change(changes, why=why, by=by, at=at)

    def log_change(
        self,
        changes: dict,
        *,
        by: Person,
        at: dt.datetime,
        why: str = "",
        act: str = "",
    ) -> None:
        """Write a change into the history."""
        CommitmentChange.create(
            commitment=self, by=by, at=at, act=act, changes=changes, why=why
        )

    def notify(self, what: str, *, by: Person, at: dt.datetime) -> None:
        """Notify the authors of its experiment, if any, in the same transaction."""
        experiment = self.experiment_id
        if self.lesson_id:
            experiment = self.lesson.experiment_id
        if experiment:
            Job.enqueue(
                "tell",
                at=at,
                what=what,
                by=by.id,
                experiment=experiment,
                commitment=self.id,
                path=self.path,
            )

    # Predicates

    @property
    def what(self) -> BaseModel:
        """The experiment, lesson, summary or business case that it belongs to."""
        return next(
            getattr(self, name) for name in PROMISED_ON if getattr(self, f"{name}_id")
        )

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/commitments/{self.id}"

    @property
    def settlement(self):
        """The settlement, or None while it is open."""
        return self.settlements.first()

    def is_overdue(self, on: dt.date) -> bool:
        """Whether its day has passed, settled or not."""
        return self.due_on < on

    def as_dict(self) -> dict[str, str]:
        """The fields as plain text, for the history and for edit conflicts."""
        return {"text": self.text, "due_on": self.due_on.isoformat()}

    # Permissions

    @staticmethod
    def addable_by(person: Person, what: BaseModel) -> bool:
        """Leaders may promise from everything but a draft."""
        return person.leads and not (isinstance(what, Experiment) and what.is_draft)

    def answerable_by(self, person: Person) -> bool:
        """The leader who promised; any leader once that person has left or leads no more."""
        gone = not self.leader.is_active or not self.leader.leads
        return person.id == self.leader_id or (person.leads and gone)

    # Private

    def _changes_since(self, before: dict[str, str]) -> dict[str, list[str]]:
        after = self.as_dict()
        return {k: [v, after[k]] for k, v in before.items() if v != after[k]}

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
    """The name of the field of a commitment that refers to this row."""
    return next(name for name, noun in PROMISED_ON.items() if isinstance(what, noun))


def commitment_problems(
    said: dict, *, on: dt.date, was: dt.date | None = None
) -> list[FieldError]:
    """The errors of a commitment: it needs a text, and a day within the next five years.

    Args:
        said: text and due_on; and why, for a change.
        on: Today.
        was: The day before a change. It may stay as it is; a new one needs a reason.
    """
    due_on = said.get("due_on")
    moved = was is not None and due_on not in (None, was)
    needed = ["text", "due_on"]
    if moved:
        needed.append("why")
    errors = required(said, needed)
    errors += length_errors({"text": said.get("text")}, Commitment)
    errors += length_errors({"why": said.get("why")}, CommitmentChange)
    if due_on is not None and (was is None or moved):
        errors += _day_problems(due_on, on)
    return errors


def _day_problems(due_on: dt.date, on: dt.date) -> list[FieldError]:
    if due_on < on:
        return [FieldError("due_on", N_("This day has passed."))]
    if due_on > on + FURTHEST:
        too_far = N_("Promise for the next five years at most.")
        return [FieldError("due_on", too_far)]
    return []
