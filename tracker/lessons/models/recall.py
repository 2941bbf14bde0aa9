"""Recall: what depends on a lesson is told when the lesson becomes contested or retired.

The act that makes it fall enqueues the job in its transaction. Whom that reaches is
found out when the job runs: see `tracker.notifications.queries.recall`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tracker.jobs.models import Job
from tracker.lessons.enums import LessonStatus

if TYPE_CHECKING:
    from tracker.lessons.models.lesson import Lesson

FALLEN = (LessonStatus.contested, LessonStatus.retired)


def statuses(lessons: Iterable[Lesson]) -> dict[Lesson, LessonStatus]:
    """The status of each lesson before an act, for `recall_fallen` after it."""
    return {lesson: lesson.status for lesson in lessons}


def recall_fallen(
    before: dict[Lesson, LessonStatus],
    *,
    cause: str,
    by: int | None,
    at: dt.datetime,
    against: int | None = None,
) -> None:
    """Enqueue a recall for each lesson that is contested or retired now, and was not.

    Args:
        cause: The act's own key. Whoever depends on several of the lessons is told
            once of one act.
        by: The person to show as the actor; None if anonymous.
        against: The attempt that speaks against it, where that is what happened.
    """
    for lesson, was in before.items():
        status = lesson.status
        if status in FALLEN and status is not was:
            Job.enqueue(
                "tell",
                at=at,
                what="recalled",
                by=by,
                experiment=lesson.experiment_id,
                lesson=lesson.id,
                word=status.value,
                against=against,
                event=f"recalled:{cause}:{status.value}",
            )
