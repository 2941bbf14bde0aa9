"""Lessons from outside, and the own ones that may be handed on."""

from __future__ import annotations

from collections.abc import Collection

import peewee

from tracker.experiments.models import Experiment
from tracker.experiments.queries.visibility import is_for_everyone
from tracker.guidelines.models import Platform
from tracker.lessons.models import Conclusion, Lesson, OutsideLesson
from tracker.lessons.models.outside_lesson import ToldLesson
from tracker.lessons.models.status import fallen_sql

MOST_TO_CHOOSE = 200


def outside_lessons() -> peewee.ModelSelect:
    """The lessons from outside, the newest first."""
    return OutsideLesson.select().order_by(OutsideLesson.id.desc())


def lessons_to_hand_on() -> list[Lesson]:
    """Lessons that everybody here may see and that stand, the newest first; joined with
    platform and outcome.
    """
    rows = (
        Lesson.select(Lesson, Experiment, Platform, Conclusion.outcome)
        .join(Experiment)
        .join_from(Experiment, Platform)
        .join_from(
            Experiment,
            Conclusion,
            on=(Conclusion.experiment == Experiment.id),
            attr="conclusion",
        )
        .where(is_for_everyone(), fallen_sql().is_null())
        .order_by(Lesson.stated_at.desc(), Lesson.id.desc())
    )
    return list(rows.limit(MOST_TO_CHOOSE))


def told_without_names(chosen: Collection[int], organisation: str) -> list[ToldLesson]:
    """The chosen lessons as another organisation gets them: no person, unit or day."""
    return [
        ToldLesson(
            statement=row.statement,
            context=row.context,
            outcome=row.experiment.conclusion.outcome,
            platform=row.experiment.platform.slug,
            source=organisation,
        )
        for row in lessons_to_hand_on()
        if row.id in chosen
    ]
