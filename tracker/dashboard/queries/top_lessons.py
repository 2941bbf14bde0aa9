"""Three lessons of a quarter for the dashboard."""

from __future__ import annotations

import peewee
from peewee import Case

from tracker.accounts.models import Person
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import during, is_in_period
from tracker.experiments.models import Experiment
from tracker.experiments.queries import ExperimentRow, is_visible, rows_of
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    experiments_without_unit,
    rows_for,
)
from tracker.lessons.models import Conclusion, Lesson
from tracker.lessons.queries.balance import Candidate, balanced

TOLD = 3
LOOKED_AT = 30


def three_lessons(period: Period, viewer: Person) -> list[ExperimentRow]:
    """Three lessons of the quarter that the viewer may see, from different units if possible.

    Of the thirty newest, surprising ones come first; then the units take turns, as on
    the first page.
    """
    rows = rows_for(
        viewer, ("newest lessons", period), lambda reader: _newest(period, reader)
    )
    rows.sort(key=lambda row: not row[3])
    candidates = [Candidate(id, unit, outcome) for id, unit, outcome, _ in rows]
    return rows_of(balanced(candidates, TOLD), viewer)


def _newest(period: Period, reader: ViewerParameter) -> peewee.ModelSelect:
    return (
        _lessons(period)
        .where(is_visible(reader))
        .order_by(Conclusion.concluded_on.desc(), Conclusion.id.desc())
        .limit(LOOKED_AT)
        .tuples()
    )


def _lessons(period: Period) -> peewee.ModelSelect:
    unit = Case(
        None, [(Experiment.id.in_(experiments_without_unit()), 0)], Experiment.unit
    )
    surprised = Case(None, [(Conclusion.surprise != "", 1)], 0)
    return (
        Conclusion.select(Experiment.id, unit, Conclusion.outcome, surprised)
        .join(Experiment)
        .join_from(Experiment, Lesson, on=(Lesson.experiment == Experiment.id))
        .where(during(Conclusion.concluded_on, [period.quarter]), is_in_period(period))
    )
