"""Lessons of a quarter, told in words."""

from __future__ import annotations

import peewee
from peewee import Case

from tracker.accounts.models import Person
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import during, inside
from tracker.experiments.models import Experiment
from tracker.experiments.queries import Row, rows_of, visibly
from tracker.experiments.queries.visibility import unplaced
from tracker.lessons.models import Conclusion, Lesson
from tracker.lessons.queries.balance import Candidate, balanced

TOLD = 3
LOOKED_AT = 30


def three_lessons(period: Period, viewer: Person) -> list[Row]:
    """Three lessons of the quarter that the viewer may see, so that no unit and no
    outcome drowns the others.

    Of the thirty newest those that came as a surprise go first; then the units take
    turns, as on the first page.
    """
    rows = list(
        _lessons(period)
        .where(visibly(viewer))
        .order_by(*_NEWEST)
        .limit(LOOKED_AT)
        .tuples()
    )
    rows.sort(key=lambda row: not row[3])
    return rows_of(balanced([Candidate(*row[:3]) for row in rows], TOLD), viewer)


def _lessons(period: Period) -> peewee.ModelSelect:
    unit = Case(None, [(Experiment.id.in_(unplaced()), 0)], Experiment.unit)
    surprised = Case(None, [(Conclusion.surprise != "", 1)], 0)
    return (
        Conclusion.select(Experiment.id, unit, Conclusion.outcome, surprised)
        .join(Experiment)
        .join_from(Experiment, Lesson, on=(Lesson.experiment == Experiment.id))
        .where(during(Conclusion.concluded_on, [period.quarter]), *inside(period))
    )


_NEWEST = (Conclusion.concluded_on.desc(), Conclusion.id.desc())
