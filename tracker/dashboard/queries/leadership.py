"""What leaders see before they begin: critical replies in figures, and what others tried."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from peewee import fn

from tracker.accounts.models import Person
from tracker.dashboard.queries.leaders import by_a_leader
from tracker.dashboard.queries.quarter_sql import times
from tracker.dashboard.queries.unanswered import unheard_lately
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries import ExperimentRow, is_visible, rows_of
from tracker.lessons.enums import Decision
from tracker.lessons.models import Conclusion

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
    met = Conclusion.pushback != ""
    left = Conclusion.decision == Decision.stop
    decided = Conclusion.decision.is_null(False)
    counts = (
        Conclusion.select(
            fn.COUNT(Conclusion.id),
            times(met),
            times(met & decided & ~left),
            times(met & decided & left),
        )
        .join(Experiment)
        .where(
            Conclusion.concluded_on > on - A_YEAR,
            Conclusion.concluded_on <= on,
            Experiment.stage == Stage.concluded,
            Experiment.hidden_at.is_null(),
        )
        .tuples()
        .get()
    )
    return CriticalReplies(*[int(count or 0) for count in counts])


def tried_by_leaders(viewer: Person) -> list[ExperimentRow]:
    """The newest attempts that leaders stand by with their names."""
    rows = (
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
    )
    return rows_of([row.id for row in rows], viewer)


def one_to_answer(leader: Person, at: dt.datetime) -> ExperimentRow | None:
    """The newest attempt that a leader may see and that no leader has said anything to."""
    newest = (
        unheard_lately(leader, at)
        .order_by(Experiment.published_at.desc(), Experiment.id.desc())
        .limit(1)
    )
    rows = rows_of([row.id for row in newest], leader)
    return next(iter(rows), None)
