"""A leader's word for an attempt before anybody knows what comes of it."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError, raise_if_errors
from tracker.db import BaseModel, UTCDateTimeField
from tracker.experiments.models import Experiment, Stage
from tracker.jobs.models import Job

OPEN_STAGES = (Stage.planned, Stage.running)


class Backing(BaseModel):
    """A leader who said "worth trying, whatever comes of it". It is said once, and stays:
    whoever could take it back would have said nothing.
    """

    experiment = peewee.ForeignKeyField(
        Experiment, backref="backings", index=False, on_delete="CASCADE"
    )
    person = peewee.ForeignKeyField(Person, backref="backings", on_delete="RESTRICT")
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("experiment", "person"), True),)

    # Making

    @classmethod
    def add(
        cls, experiment: Experiment, *, by: Person, on: dt.date, at: dt.datetime
    ) -> None:
        """Back an experiment and notify its authors; a second call does nothing.

        Raises:
            ValidationFailed: It has no criterion yet, or it has ended.
        """
        raise_if_errors(backing_problems(experiment, on))
        with cls._meta.database.atomic():
            row = cls.insert(experiment=experiment, person=by, at=at)
            if row.on_conflict_ignore().as_rowcount().execute():
                Job.enqueue(
                    "tell", at=at, what="backed", by=by.id, experiment=experiment.id
                )

    # Permissions

    @staticmethod
    def addable_by(person: Person, experiment: Experiment) -> bool:
        """Whether a person may back an experiment, however far it is."""
        return person.leads and not experiment.is_author(person)


def backing_problems(experiment: Experiment, on: dt.date) -> list[FieldError]:
    """Why an experiment cannot be backed on a day."""
    if experiment.stage not in OPEN_STAGES or _has_ended(experiment, on):
        message = N_("It has ended: what came of it can be known now.")
        return [FieldError("", message)]
    if not experiment.criterion or experiment.criterion_afterwards:
        message = N_("First it needs to say when it is right.")
        return [FieldError("", message)]
    return []


def _has_ended(experiment: Experiment, on: dt.date) -> bool:
    """Whether its review day, or the last day of its plan, has passed."""
    last = experiment.review_on or experiment.ends_on
    return last is not None and last < on
