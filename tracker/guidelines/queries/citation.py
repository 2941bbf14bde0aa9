"""The lessons that a clause rests on, and the clauses that rest on a lesson."""

from __future__ import annotations

from collections.abc import Iterable

import peewee

from tracker.accounts.models import Person
from tracker.core.reference import may_be_referred_to
from tracker.experiments.models import Experiment
from tracker.experiments.queries import ExperimentRow, is_visible, rows_of
from tracker.guidelines.models import Clause
from tracker.guidelines.queries.guideline import clauses
from tracker.lessons.enums import LessonStatus
from tracker.lessons.models import Citation, Lesson, SharedLesson, statuses_of
from tracker.lessons.models.recall import FALLEN
from tracker.lessons.models.shared_lesson import in_pool
from tracker.prepared import Prepared, RowParameter


def lessons_under(
    clause: Clause, viewer: Person
) -> list[tuple[ExperimentRow, LessonStatus]]:
    """The lessons that a clause rests on, as far as the viewer may see, with status."""
    cited = Citation.select(Citation.lesson).where(Citation.clause == clause)
    lessons = (
        Lesson.select(Lesson.id, Lesson.experiment)
        .join(Experiment)
        .where(Lesson.id.in_(cited), is_visible(viewer))
        .order_by(Lesson.stated_at, Lesson.id)
    )
    ids = {row.experiment_id: row.id for row in lessons}
    statuses = statuses_of(ids.values())
    rows = rows_of(ids, viewer)
    return [(row, statuses[ids[row.experiment.id]]) for row in rows]


def clauses_on(lesson: Lesson) -> list[Clause]:
    """The clauses in force that rest on a lesson, or on one that says the same."""
    keys = (Citation.lesson, SharedLesson.origin)
    if not any(may_be_referred_to(lesson, key) for key in keys):
        return []
    return _clauses_on.rows(lesson=lesson.id)


@Prepared
def _clauses_on() -> peewee.ModelSelect:
    resting = in_pool(Citation.lesson, RowParameter("lesson"))
    cited = Citation.select(Citation.clause).where(resting)
    rows = clauses().where(Clause.id.in_(cited), Clause.retired_at.is_null())
    return rows.order_by(Clause.id)


def shaken(shown: Iterable[Clause], viewer: Person) -> dict[int, LessonStatus]:
    """Clause id to the worst status of a lesson that it rests on, where one has fallen."""
    cited = (
        Citation.select(Citation.clause, Citation.lesson)
        .join(Lesson)
        .join(Experiment)
        .where(
            Citation.clause.in_([clause.id for clause in shown] or [0]),
            is_visible(viewer),
        )
    )
    pairs = list(cited.tuples())
    statuses = statuses_of(lesson for _, lesson in pairs)
    worst: dict[int, LessonStatus] = {}
    for clause, lesson in pairs:
        if statuses[lesson] in FALLEN and worst.get(clause) not in FALLEN[1:]:
            worst[clause] = statuses[lesson]
    return worst
