"""Which clauses stop attempts, for those who can change them.

What is counted is said on the page; drafts are nobody's to count.
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
    """A clause, and what is known to have ended at it within a year.

    Attributes:
        left: How often somebody said in "May I?": then I leave it. Hidden below five,
            as figures about people are.
        late: Questions under it that are past their time without an answer.
    """

    clause: Clause
    left: Figure
    late: int


def clauses_that_stop_most(at: dt.datetime, limit: int = 5) -> list[StoppingClause]:
    """The clauses at which most attempts are known to have ended within a year: said to
    be left, or asked and not answered in time.

    A clause about which too little is known to show a number is not in the list.
    """
    left = dict(
        AbandonCount.select(AbandonCount.clause, fn.SUM(AbandonCount.times))
        .where(AbandonCount.month > (at - BACK).date())
        .group_by(AbandonCount.clause)
        .tuples()
    )
    waiting = Question.select(Question.clause, fn.COUNT(Question.id)).join(
        QuestionAnswer, JOIN.LEFT_OUTER
    )
    overdue = (
        (Question.due_at < at)
        & Question.removed_at.is_null()
        & QuestionAnswer.id.is_null()
        & Question.clause.is_null(False)
    )
    late = dict(waiting.where(overdue).group_by(Question.clause).tuples())
    weight = {id: _shown(left.get(id, 0)) + late.get(id, 0) for id in {*left, *late}}
    first = sorted(
        (id for id in weight if weight[id]), key=lambda id: (-weight[id], id)
    )[:limit]
    rows = {
        row.id: row
        for row in clauses().where(
            Clause.id.in_(first or [0]), Clause.retired_at.is_null()
        )
    }
    return [
        StoppingClause(rows[id], Figure.about(left.get(id, 0)), late.get(id, 0))
        for id in first
        if id in rows
    ]


def _shown(times: int) -> int:
    if times >= MIN_GROUP_SIZE:
        return times
    return 0
