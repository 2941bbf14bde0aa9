"""What the status of a lesson comes from: its evidence, and that of those that say the same."""

from __future__ import annotations

from typing import NamedTuple

from tracker.core.reference import any_may_be_referred_to, if_referred_to
from tracker.experiments.models import Experiment
from tracker.lessons.models import Evidence, Lesson
from tracker.prepared import IdsParameter, Prepared, Question


class BehindLesson(NamedTuple):
    """What the status of a lesson comes from: the lessons that say the same, and the
    evidence of them all.
    """

    pool: list[Lesson]
    evidence: list[Evidence]

    def attempts(self) -> list[int]:
        """Ids of the attempts that taught it, and of those for and against it."""
        wanted = [row.experiment_id for row in self.pool + self.evidence]
        return list(dict.fromkeys(wanted))


def behind_lesson(lesson: Lesson) -> BehindLesson:
    """What the status of a lesson comes from."""
    pool = lesson.pool()
    return BehindLesson(pool, _evidence_of(pool))


def evidence_to_ask(lesson: Lesson) -> list[Question]:
    """What `behind_lesson` asks of a lesson that stands for itself."""
    asked = _evidence.question(lessons=[lesson.id])
    return if_referred_to(lesson, Evidence.lesson, asked)


def _evidence_of(pool: list[Lesson]) -> list[Evidence]:
    """The evidence of lessons that say the same; each experiment once in a direction."""
    if not any_may_be_referred_to(pool, Evidence.lesson):
        return []
    rows = _evidence.rows(lessons=[lesson.id for lesson in pool])
    return list({(row.experiment_id, row.bearing): row for row in rows}.values())


_evidence = Prepared(
    lambda: (
        Evidence.select(Evidence, Experiment.id, Experiment.unit)
        .join(Experiment, on=Evidence.experiment)
        .where(Evidence.lesson.in_(IdsParameter("lessons")))
        .order_by(Evidence.id)
    )
)
