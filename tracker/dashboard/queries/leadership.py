"""What leaders see before they begin: critical replies in figures, and what others tried."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.dashboard.queries.leaders import by_a_leader
from tracker.dashboard.queries.quarter_sql import times
from tracker.dashboard.queries.unanswered import unheard_lately
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.models.experiment import DRAFT, HIDDEN
from tracker.experiments.queries import ExperimentRow, is_visible, rows_of
from tracker.experiments.queries.visibility import ViewerParameter, rows_for
from tracker.lessons.enums import Decision
from tracker.lessons.models import Conclusion
from tracker.lessons.models.conclusion import HAS_PUSHBACK
from tracker.prepared import Parameter, Prepared

A_YEAR = dt.timedelta(days=365)
SHOWN = 4


@dataclass(frozen=True)
class CriticalReplies:
    """How attempts went that met critical replies within a year.

    Attributes:
        concluded: All attempts that were concluded.
        met: Those of them that met critical replies.
        went_on: Those of these after which it was made permanent, adapted or tried again.
        stopped: Those of these after which it was left.
    """

    concluded: int
    met: int
    went_on: int
    stopped: int


def critical_replies(on: dt.date) -> CriticalReplies:
    """The figures of a year, about attempts and never about people. One query."""
    concluded = met = went_on = stopped = 0
    year = {"after": on - A_YEAR, "until": on}
    for decision, n, with_replies in _replies_of_a_year.rows(**year):
        concluded += n
        met += with_replies
        if decision is Decision.stop:
            stopped += with_replies
        elif decision is not None:
            went_on += with_replies
    return CriticalReplies(concluded, met, went_on, stopped)


def _count_replies() -> peewee.ModelSelect:
    """What was concluded in a year, by what was decided, and how much of it met critical
    replies. It reads indexes alone: what is hidden or still staged by an import are few,
    and all others with a conclusion are concluded.
    """
    hidden = Experiment.select(Experiment.id).where(HIDDEN)
    drafts = Experiment.select(Experiment.id).where(DRAFT)
    n = fn.COUNT(Conclusion.experiment)
    return (
        Conclusion.select(Conclusion.decision, n, times(HAS_PUSHBACK))
        .where(
            Conclusion.concluded_on > Parameter("after"),
            Conclusion.concluded_on <= Parameter("until"),
            Conclusion.experiment.not_in(hidden | drafts),
        )
        .group_by(Conclusion.decision)
        .tuples()
    )


_replies_of_a_year = Prepared(_count_replies)


def tried_by_leaders(viewer: Person) -> list[ExperimentRow]:
    """The newest attempts that leaders stand by with their names."""
    newest = rows_for(viewer, "tried by leaders", _tried_by_leaders)
    return rows_of([id for (id,) in newest], viewer)


def _tried_by_leaders(viewer: ViewerParameter) -> peewee.ModelSelect:
    return (
        Experiment.select(Experiment.id)
        .where(
            is_visible(viewer),
            Experiment.stage != Stage.draft,
            Experiment.hidden_at.is_null(),
            by_a_leader(),
            Experiment.author != viewer,
        )
        .order_by(Experiment.published_at.desc(), Experiment.id.desc())
        .limit(SHOWN)
        .tuples()
    )


def one_to_answer(leader: Person, at: dt.datetime) -> ExperimentRow | None:
    """The newest attempt that a leader may see and that no leader has said anything to."""
    newest = (
        unheard_lately(leader, at)
        .order_by(Experiment.published_at.desc(), Experiment.id.desc())
        .limit(1)
    )
    rows = rows_of([row.id for row in newest], leader)
    return next(iter(rows), None)
