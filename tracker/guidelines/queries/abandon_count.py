"""The clauses that stop experiments, for the people who may change them.

The page says what is counted. Drafts are never counted.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from peewee import JOIN, fn

from tracker.guidelines.models import AbandonCount, Clause, Question, QuestionAnswer
from tracker.guidelines.queries.guideline import clauses
from tracker.small_groups import MIN_GROUP_SIZE, Figure

BACK = dt.timedelta(days=365)


@dataclass(frozen=True)
class StoppingClause:
    """A clause, and how many experiments it stopped within a year.

    Attributes:
        left: How often "then I leave it" was chosen in "May I?". Hidden below five, like
            all figures about people.
        late: The number of questions under it that are late and unanswered.
    """

    clause: Clause
    left: Figure
    late: int


def clauses_that_stop_most(at: dt.datetime, limit: int = 5) -> list[StoppingClause]:
    """The clauses that stopped most experiments within a year: by "I leave it", or by a
    question that was not answered in time.

    A clause whose number is too small to be shown is not in the list.
    """
    left = _abandoned_by_clause(at)
    late = _late_by_clause(at)
    weight = {
        id: _shown(left.get(id, 0)) + late.get(id, 0) for id in left.keys() | late
    }
    counted = [id for id in weight if weight[id]]
    first = sorted(counted, key=lambda id: (-weight[id], id))[:limit]
    active = clauses().where(Clause.id.in_(first or [0]), Clause.retired_at.is_null())
    rows = {row.id: row for row in active}
    return [
        StoppingClause(rows[id], Figure.about(left.get(id, 0)), late.get(id, 0))
        for id in first
        if id in rows
    ]


def _abandoned_by_clause(at: dt.datetime) -> dict[int, int]:
    """Clause id to how often "I leave it" was chosen within a year."""
    return dict(
        AbandonCount.select(AbandonCount.clause, fn.SUM(AbandonCount.times))
        .where(AbandonCount.month > (at - BACK).date())
        .group_by(AbandonCount.clause)
        .tuples()
    )


def _late_by_clause(at: dt.datetime) -> dict[int, int]:
    """Clause id to the number of questions that are late and unanswered."""
    overdue = (
        (Question.due_at < at)
        & Question.removed_at.is_null()
        & QuestionAnswer.id.is_null()
        & Question.clause.is_null(False)
    )
    return dict(
        Question.select(Question.clause, fn.COUNT(Question.id))
        .join(QuestionAnswer, JOIN.LEFT_OUTER)
        .where(overdue)
        .group_by(Question.clause)
        .tuples()
    )


def _shown(times: int) -> int:
    if times >= MIN_GROUP_SIZE:
        return times
    return 0
