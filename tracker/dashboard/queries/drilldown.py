"""The experiments behind each figure of the dashboard.

Each measure gives a condition on Experiment; a measure that is a sum also gives the
amount that each experiment adds.
"""

from __future__ import annotations

from dataclasses import dataclass

import peewee
from peewee import SQL, fn

from tracker.dashboard.queries import (
    balance,
    leaders,
    learning,
    pace,
    reuse,
    reuse_between_units,
)
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import ALWAYS, days_between, during
from tracker.experiments.models import Experiment
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.lessons.models import Conclusion, Implementation, Lesson, Reuse

LATE = {str(shortest): (shortest, longest) for shortest, longest in pace.LATE}


@dataclass(frozen=True)
class Drilldown:
    """The figure to drill down into.

    Attributes:
        measure, part: The name of a measure, and perhaps of one part of it.
        home, away: For uses: the ids of the unit they came from, and that used them.
    """

    measure: str
    part: str = ""
    home: int | None = None
    away: int | None = None

    def units(self) -> dict[str, int]:
        """The ids of the units, under the names of their fields."""
        ids = {"home": self.home, "away": self.away}
        return {name: id for name, id in ids.items() if id is not None}


def is_known(asked: Drilldown) -> bool:
    """Whether the measure and its part exist."""
    return asked.measure in MEASURES and asked.part in PARTS.get(asked.measure, ("",))


def _concluded(period: Period, condition=ALWAYS):
    rows = Conclusion.select(Conclusion.experiment).where(
        during(Conclusion.concluded_on, [period.quarter]), condition
    )
    return Experiment.id.in_(rows)


def _concluded_with(period: Period, asked: Drilldown):
    if asked.part:
        return _concluded(period, Conclusion.outcome == Outcome(asked.part))
    return _concluded(period)


def _told(period: Period, condition):
    """Concluded in the quarter, with a condition on conclusion, lesson and experiment."""
    rows = Conclusion.select(Conclusion.experiment).join(Experiment)
    rows = rows.join_from(
        Experiment,
        Lesson,
        peewee.JOIN.LEFT_OUTER,
        on=(Lesson.experiment == Experiment.id),
    )
    return Experiment.id.in_(
        rows.where(during(Conclusion.concluded_on, [period.quarter]), condition)
    )


def _ended(period: Period, asked: Drilldown):
    learned = _told(period, learning.has_lesson())
    if asked.part == "learned":
        return learned
    ended = _concluded(period) | learning.has_ended(period, [period.quarter])
    if asked.part == "untold":
        return ended & ~learned
    return ended


def _took(period: Period, asked: Drilldown):
    since = fn.COALESCE(Experiment.started_on, Experiment.starts_on)
    if asked.part == "lag":
        since = Experiment.ends_on
    days = days_between(since, Conclusion.concluded_on)
    days = peewee.Case(None, [(days > 0, days)], 0).alias("amount")
    rows = Conclusion.select(Conclusion.experiment, days).join(Experiment)
    rows = rows.where(
        during(Conclusion.concluded_on, [period.quarter]), since.is_null(False)
    )
    return Experiment.id.in_(rows.select(Conclusion.experiment)), rows


def _late(period: Period, asked: Drilldown):
    spans = LATE | {"": (1, None), "ended": (pace.OVER, None)}
    shortest, longest = spans[asked.part]
    return pace.is_late(period, shortest, longest)


def _ripe(period: Period, asked: Drilldown):
    rows = Lesson.select(Lesson.experiment).where(
        Lesson.stated_at < reuse.ripe_before(period)
    )
    if asked.part == "used":
        rows = rows.where(Lesson.id.in_(reuse.used_by_others()))
    return Experiment.id.in_(rows)


def _uses(period: Period, asked: Drilldown):
    table = reuse_between_units.uses(period, [period.quarter])
    home = table.c.home
    away = table.c.away
    condition = ALWAYS
    if asked.part in ("told", "across"):
        condition &= home.is_null(False) & away.is_null(False)
    if asked.part == "across":
        condition &= home != away
    if asked.home is not None:
        condition &= home == asked.home
    if asked.away is not None:
        condition &= away == asked.away
    rows = peewee.Select([table], [table.c.experiment_id, SQL("1").alias("amount")])
    ids = peewee.Select([table], [table.c.experiment_id])
    return Experiment.id.in_(ids.where(condition)), rows.where(condition)


def _foundation(period: Period, asked: Drilldown):
    fell = _concluded(period, Conclusion.outcome != Outcome.supported)
    if asked.part == "founded":
        return fell & Experiment.id.in_(reuse_between_units.founded())
    return fell


def _shared(period: Period, asked: Drilldown):
    shared = leaders.shared_in(period, [period.quarter])
    if asked.part == "answered":
        return shared & Experiment.id.in_(leaders.answered_by_a_leader())
    return shared


def _standing(period: Period, asked: Drilldown):
    status = None
    if asked.part:
        status = LessonStatus(asked.part)
    rows = balance.experiments_with_status(period, period.until(), status)
    return Experiment.id.in_(rows)


def _spent(period: Period, asked: Drilldown):
    field = {"hours": Experiment.hours, "cost": Experiment.cost}[asked.part]
    rows = Conclusion.select(Conclusion.experiment, field.alias("amount")).join(
        Experiment
    )
    rows = rows.where(
        during(Conclusion.concluded_on, [period.quarter]), field.is_null(False)
    )
    return Experiment.id.in_(rows.select(Conclusion.experiment)), rows


def _saved(period: Period, asked: Drilldown):
    rows = Reuse.select(
        Lesson.experiment.alias("experiment_id"), Reuse.hours.alias("amount")
    ).join(Lesson)
    rows = rows.where(
        during(Reuse.used_on, [period.quarter]), Reuse.hours.is_null(False)
    )
    return Experiment.id.in_(rows.select(Lesson.experiment)), rows


def _carried_out(period: Period, asked: Drilldown):
    rows = Implementation.select(Conclusion.experiment).join(Conclusion)
    return Experiment.id.in_(rows.where(balance.is_carried_out([period.quarter])))


MEASURES = {
    "ended": _ended,
    "started": lambda period, asked: during(Experiment.started_on, [period.quarter]),
    "concluded": _concluded_with,
    "days": _took,
    "awaiting": _late,
    "ripe": _ripe,
    "uses": _uses,
    "foundation": _foundation,
    "shared": _shared,
    "standing": _standing,
    "spent": _spent,
    "saved": _saved,
    "enquiries": lambda period, asked: _told(period, learning.fewer_enquiries()),
    "stopped": lambda period, asked: _told(
        period, learning.stopped_because_of_a_lesson()
    ),
    "decided": lambda period, asked: _told(period, learning.to_carry_out()),
    "carried_out": _carried_out,
}
PARTS = {
    "ended": ("", "learned", "untold"),
    "concluded": [""] + [word.value for word in Outcome],
    "days": ("whole", "lag"),
    "awaiting": ["", "ended"] + list(LATE),
    "ripe": ("", "used"),
    "uses": ("", "told", "across"),
    "foundation": ("", "founded"),
    "shared": ("", "answered"),
    "standing": [""] + [word.value for word in LessonStatus],
    "spent": ("hours", "cost"),
}
