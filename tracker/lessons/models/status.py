"""The status of many lessons at once, and in SQL whether one has fallen."""

from __future__ import annotations

from collections.abc import Iterable

import peewee
from peewee import fn

from tracker.experiments.models import Experiment
from tracker.lessons.enums import EvidenceDirection, LessonStatus
from tracker.lessons.models.evidence import Evidence
from tracker.lessons.models.lesson import Lesson, status_of_pool
from tracker.lessons.models.retirement import Retirement
from tracker.lessons.models.shared_lesson import SharedLesson, in_pool


def statuses_of(lessons: Iterable[int]) -> dict[int, LessonStatus]:
    """The status of some lessons, by id. Four queries, however many."""
    pools = SharedLesson.pool_of(set(lessons))
    ids = sorted(set().union(*pools.values())) or [0]
    origins = {
        id: (experiment, unit)
        for id, experiment, unit in Lesson.select(
            Lesson.id, Lesson.experiment, Experiment.unit
        )
        .join(Experiment)
        .where(Lesson.id.in_(ids))
        .tuples()
    }
    behind = _evidence_by_lesson(ids)
    retired = {
        id
        for (id,) in Retirement.select(Retirement.lesson)
        .where(Retirement.lesson.in_(ids))
        .tuples()
    }
    found = {}
    for id, pool in pools.items():
        if id in origins:
            in_order = [id] + sorted(pool - {id})
            found[id] = status_of_pool(
                dict(origins[one] for one in in_order),
                [row for one in in_order for row in behind.get(one, ())],
                retired=bool(pool & retired),
            )
    return found


def fallen_lessons(lessons: Iterable[int]) -> dict[int, LessonStatus]:
    """Those of some lessons that are contested or retired, by id. One query, or none."""
    ids = sorted(set(lessons))
    if not ids:
        return {}
    fallen = fallen_sql().alias("fallen")
    rows = Lesson.select(Lesson.id, fallen).where(Lesson.id.in_(ids)).tuples()
    return {id: LessonStatus(status) for id, status in rows if status}


def _evidence_by_lesson(ids: list[int]) -> dict[int, list]:
    rows = Evidence.select(
        Evidence.lesson, Evidence.experiment, Evidence.bearing, Experiment.unit
    ).join(Experiment, on=Evidence.experiment)
    behind: dict[int, list] = {}
    for lesson, experiment, bearing, unit in rows.where(
        Evidence.lesson.in_(ids)
    ).tuples():
        behind.setdefault(lesson, []).append((experiment, bearing, unit))
    return behind


def fallen_sql(lesson=Lesson):
    """Retired, contested or NULL: what a lesson is marked with wherever it is quoted.

    Args:
        lesson: The lesson's table in the query, if it is an alias.
    """
    retired = Retirement.select(Retirement.id).where(in_pool(Retirement.lesson, lesson))
    against = Evidence.select(Evidence.id).where(
        in_pool(Evidence.lesson, lesson),
        Evidence.bearing == EvidenceDirection.contradicts,
    )
    return peewee.Case(
        None,
        [
            (fn.EXISTS(retired), LessonStatus.retired.value),
            (fn.EXISTS(against), LessonStatus.contested.value),
        ],
        None,
    )
