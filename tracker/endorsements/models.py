"""Endorsements: a colleague's recognition in one click.

Each person gives each kind once, never for an own experiment; people are never ranked.
"""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_, FieldError, raise_if_errors
from tracker.db import BaseModel, EnumCharField, UTCDateTimeField
from tracker.experiments.models import Experiment
from tracker.experiments.models.tag import AFTER_JOINING
from tracker.jobs.models import Job


class EndorsementKind(LabelledEnum):
    learned = "learned", N_("I learnt something from this")
    would_try = "would_try", N_("I would like to try this")
    courage = "courage", N_("This took courage")


class Endorsement(BaseModel):
    """One person, one experiment, one kind."""

    experiment = peewee.ForeignKeyField(
        Experiment, backref="endorsements", index=False, on_delete="CASCADE"
    )
    person = peewee.ForeignKeyField(
        Person, backref="endorsements", index=False, on_delete="CASCADE"
    )
    kind = EnumCharField(EndorsementKind)
    at = UTCDateTimeField()

    class Meta:
        indexes = (
            (("experiment", "person", "kind"), True),
            (("experiment", "kind", "id"), False),
            # Whether somebody took part in a quarter
            (("person", "at"), False),
        )

    # Making

    @classmethod
    def add(
        cls,
        experiment: Experiment,
        *,
        kind: EndorsementKind,
        by: Person,
        at: dt.datetime,
    ) -> None:
        """Endorse an experiment and notify its authors; a second call does nothing.

        Raises:
            ValidationFailed: It is an own experiment, or a draft.
        """
        raise_if_errors(_problems(experiment, by))
        with cls._meta.database.atomic():
            row = cls.insert(experiment=experiment, person=by, kind=kind, at=at)
            is_new = row.on_conflict_ignore().as_rowcount().execute()
            if is_new:
                Job.enqueue(
                    "tell",
                    at=at,
                    what="endorsement",
                    by=by.id,
                    experiment=experiment.id,
                    word=kind.value,
                )

    # Verbs

    @classmethod
    def withdraw(
        cls, experiment: Experiment, *, kind: EndorsementKind, by: Person
    ) -> None:
        """Delete an endorsement, if there is one; whoever was not told yet is not told."""
        with cls._meta.database.atomic():
            cls.delete().where(
                cls.experiment == experiment, cls.person == by, cls.kind == kind
            ).execute()
            Job.cancel(
                "tell",
                what="endorsement",
                by=by.id,
                experiment=experiment.id,
                word=kind.value,
            )

    @classmethod
    def forget_those_of(cls, people: set[int], experiment: Experiment) -> None:
        """Delete the endorsements of people who have become co-authors."""
        cls.delete().where(
            cls.experiment == experiment, cls.person.in_(people)
        ).execute()

    # Permissions

    @staticmethod
    def addable_by(person: Person, experiment: Experiment) -> bool:
        return not _problems(experiment, person)


def _problems(experiment: Experiment, person: Person) -> list[FieldError]:
    problems = []
    if experiment.is_author(person):
        message = N_("Your own attempt is for colleagues to endorse.")
        problems.append(FieldError("", message))
    if experiment.is_draft:
        problems.append(FieldError("", N_("A draft is not shown to anyone yet.")))
    return problems


AFTER_JOINING.append(Endorsement.forget_those_of)
