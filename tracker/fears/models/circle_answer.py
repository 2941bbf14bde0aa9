"""May the others see it? The one question to the author of what a unit found useful."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError, raise_if_errors
from tracker.db import BaseModel, EnumCharField
from tracker.experiments.models import Experiment, Visibility
from tracker.experiments.models.anonymity import anonymity_problems
from tracker.fears.enums import CircleChoice
from tracker.lessons.models import Lesson
from tracker.revision import Revision


class CircleAnswer(BaseModel):
    """The author's answer; given once, and seen by nobody else."""

    experiment = peewee.ForeignKeyField(
        Experiment, backref="circle_answers", primary_key=True, on_delete="CASCADE"
    )
    choice = EnumCharField(CircleChoice)

    # Making

    @classmethod
    def give(
        cls,
        experiment: Experiment,
        choice: CircleChoice,
        *,
        by: Person,
        at: dt.datetime,
    ) -> None:
        """Answer the question; yes shows the attempt to everyone.

        Raises:
            ValidationFailed: It is not shown to the unit alone, or may not go without a
                name.
            EditConflict: Somebody saved first.
        """
        raise_if_errors(circle_problems(experiment, choice))
        with cls._meta.database.atomic():
            answer = cls.insert(experiment=experiment, choice=choice)
            if not answer.on_conflict_ignore().as_rowcount().execute():
                return
            if choice is CircleChoice.unnamed:
                _withhold(experiment)
            if choice is not CircleChoice.no:
                experiment.amend(
                    version=experiment.version,
                    by=by,
                    at=at,
                    visibility=Visibility.everyone,
                )

    # Permissions

    @staticmethod
    def givable_by(person: Person, experiment: Experiment) -> bool:
        return person.id == experiment.author_id and not experiment.is_draft


def may_go_unnamed(experiment: Experiment) -> bool:
    """Whether it can be shown to the others as that of a colleague in its unit."""
    return not experiment.is_withheld and not anonymity_problems(experiment)


def circle_problems(experiment: Experiment, choice: CircleChoice) -> list[FieldError]:
    """The validation errors of an answer."""
    if experiment.is_draft or experiment.visibility is not Visibility.unit:
        return [FieldError("", N_("Everyone may see it already."))]
    if choice is CircleChoice.unnamed and not may_go_unnamed(experiment):
        return [FieldError("", N_("It can be shown by name only."))]
    return []


def _withhold(experiment: Experiment) -> None:
    """Take the author's name off, and the minutes of what was done under it."""
    Experiment.update(withheld=True).where(Experiment.id == experiment.id).execute()
    experiment.withheld = True
    experiment._dirty.discard("withheld")
    experiment.published_at = experiment.moment(experiment.published_at)
    for lesson in experiment.lessons:
        stated = experiment.moment(lesson.stated_at)
        Lesson.update(stated_at=stated).where(Lesson.id == lesson.id).execute()
    Revision.advance()
