"""The open questions that an experiment looks into."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Person
from tracker.db import BaseModel, LateForeignKey
from tracker.experiments.models.enums import Stage
from tracker.jobs.models import Job
from tracker.questions.models import OpenQuestion

if TYPE_CHECKING:
    from tracker.experiments.models.experiment import Experiment


class ExperimentQuestion(BaseModel):
    """An experiment looks into an open question, and answers it when it concludes."""

    experiment = LateForeignKey(
        "Experiment", backref="experiment_questions", index=False, on_delete="CASCADE"
    )
    question = peewee.ForeignKeyField(
        OpenQuestion, backref="experiment_questions", on_delete="CASCADE"
    )

    class Meta:
        indexes = ((("experiment", "question"), True),)

    @classmethod
    def replace_all(cls, experiment: Experiment, ids) -> None:
        """Replace the questions of an experiment; unknown ids are ignored."""
        asked = (
            OpenQuestion.id.in_(list(ids) or [0]) & OpenQuestion.removed_at.is_null()
        )
        known = [row.id for row in OpenQuestion.select(OpenQuestion.id).where(asked)]
        cls.delete().where(
            cls.experiment == experiment, cls.question.not_in(known or [0])
        ).execute()
        for question in known:
            cls.insert(
                experiment=experiment, question=question
            ).on_conflict_ignore().execute()

    @classmethod
    def add(
        cls,
        experiment: Experiment,
        question: OpenQuestion,
        *,
        by: Person,
        at: dt.datetime,
    ) -> None:
        """Link a published experiment to a question; said twice, it stands once.

        If it is concluded already, those who asked are told now.
        """
        with cls._meta.database.atomic():
            made = (
                cls.insert(experiment=experiment, question=question)
                .on_conflict_ignore()
                .as_rowcount()
                .execute()
            )
            if made and experiment.stage is Stage.concluded:
                Job.enqueue(
                    "tell",
                    at=experiment.moment(at),
                    what="looked_into",
                    by=experiment.signed(by),
                    experiment=experiment.id,
                )

    @staticmethod
    def addable_by(person: Person, experiment: Experiment) -> bool:
        """Whether the person may say which questions an experiment answers."""
        if experiment.is_draft:
            return False
        return experiment.is_author(person) or person.facilitates

    @classmethod
    def remove(cls, experiment: Experiment, question: OpenQuestion) -> None:
        """The experiment does not look into the question."""
        cls.delete().where(
            cls.experiment == experiment, cls.question == question
        ).execute()
