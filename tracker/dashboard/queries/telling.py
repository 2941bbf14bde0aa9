"""Lessons of a quarter, told in words."""

from __future__ import annotations

import peewee
from peewee import Case, fn

from tracker.accounts.models import Person
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.spans import during, inside
from tracker.endorsements.models import Endorsement, Kind
from tracker.experiments.models import Experiment, Visibility
from tracker.experiments.queries import Row, rows_of, visibly
from tracker.experiments.queries.seeing import unplaced
from tracker.home.queries.news import Candidate, balanced
from tracker.lessons.models import Conclusion, Lesson

TOLD, LOOKED_AT = 3, 30


def three_lessons(period: Period, viewer: Person) -> list[Row]:
    """Three lessons of the quarter that the viewer may see, so that no unit and no outcome drowns the others.

    Of the thirty newest those that came as a surprise go first; then the units take turns, as on the first page.
    """
    rows = list(_lessons(period).where(visibly(viewer)).order_by(*_NEWEST).limit(LOOKED_AT).tuples())
    rows.sort(key=lambda row: not row[3])
    return rows_of(balanced([Candidate(*row[:3]) for row in rows], TOLD), viewer)


def most_surprising(period: Period, viewer: Person | None = None) -> int | None:
    """The id of the experiment with the most surprising lesson of the quarter: of those that came as a surprise the one from
    which most colleagues learnt something, then the newest.

    Args:
        viewer: Among what this person may see; without one, among what everybody may.
    """
    shown = (Experiment.visibility == Visibility.everyone) & Experiment.hidden_at.is_null()
    learned = Endorsement.select(fn.COUNT(Endorsement.id)).where(
        Endorsement.experiment == Experiment.id, Endorsement.kind == Kind.learned
    )
    rows = _lessons(period).where(visibly(viewer) if viewer else shown, Conclusion.surprise != "")
    return next((id for id, *_ in rows.order_by(fn.COALESCE(learned, 0).desc(), *_NEWEST).limit(1).tuples()), None)


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
