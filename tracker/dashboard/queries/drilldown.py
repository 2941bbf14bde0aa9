"""Which attempts a figure was counted from: each measure as a condition, and where the
figure is a sum, what each attempt adds.
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
from tracker.dashboard.queries.quarter_sql import days_between, during
from tracker.experiments.models import Experiment
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.lessons.models import Conclusion, Lesson, Reuse

LATE = {str(shortest): (shortest, longest) for shortest, longest in pace.LATE}


@dataclass(frozen=True)
class Drilldown:
    """Which figure: the name of a measure, perhaps one part of it, and for uses the
    units they came from and went to.
    """

    measure: str
    part: str = ""
    home: int | None = None
    away: int | None = None

    def units(self) -> dict[str, int]:
        """The units that it asks for, by their names."""
        return {
            name: id
            for name, id in (("home", self.home), ("away", self.away))
            if id is not None
        }


def is_known(asked: Drilldown) -> bool:
    """Whether there is a measure, and a part of it, of that name."""
    return asked.measure in MEASURES and asked.part in PARTS.get(asked.measure, ("",))


def _concluded(period: Period, *conditions):
    rows = Conclusion.select(Conclusion.experiment).where(
        during(Conclusion.concluded_on, [period.quarter]), *conditions
    )
    return Experiment.id.in_(rows)


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
    since = (
        Experiment.ends_on
        if asked.part == "lag"
        else fn.COALESCE(Experiment.started_on, Experiment.starts_on)
    )
    days = days_between(since, Conclusion.concluded_on)
    days = peewee.Case(None, [(days > 0, days)], 0).alias("amount")
    rows = Conclusion.select(Conclusion.experiment, days).join(Experiment)
    rows = rows.where(
        during(Conclusion.concluded_on, [period.quarter]), since.is_null(False)
    )
    return Experiment.id.in_(rows.select(Conclusion.experiment)), rows


def _late(period: Period, asked: Drilldown):
    return pace.is_late(
        period, *{"": (1, None), "ended": (pace.OVER, None), **LATE}[asked.part]
    )


def _ripe(period: Period, asked: Drilldown):
    rows = Lesson.select(Lesson.experiment).where(
        Lesson.stated_at < reuse.ripe_before(period)
    )
    return Experiment.id.in_(
        rows.where(Lesson.id.in_(reuse.used_by_others()))
        if asked.part == "used"
        else rows
    )


def _uses(period: Period, asked: Drilldown):
    table = reuse_between_units.uses(period, [period.quarter])
    known = table.c.home.is_null(False) & table.c.away.is_null(False)
    wanted = {"across": known & (table.c.home != table.c.away), "told": known}.get(
        asked.part
    )
    conditions = [
        *([wanted] if wanted is not None else []),
        *([table.c.home == asked.home] if asked.home is not None else []),
        *([table.c.away == asked.away] if asked.away is not None else []),
    ]
    rows = peewee.Select([table], [table.c.experiment_id, SQL("1").alias("amount")])
    rows = rows.where(*conditions) if conditions else rows
    ids = peewee.Select([table], [table.c.experiment_id])
    return Experiment.id.in_(ids.where(*conditions) if conditions else ids), rows


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
    return Experiment.id.in_(
        balance.experiments_with_status(
            period, period.until(), LessonStatus(asked.part) if asked.part else None
        )
    )


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


MEASURES = {
    "ended": _ended,
    "started": lambda period, asked: during(Experiment.started_on, [period.quarter]),
    "concluded": lambda period, asked: (
        _concluded(period, Conclusion.outcome == Outcome(asked.part))
        if asked.part
        else _concluded(period)
    ),
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
}
PARTS = {
    "ended": ("", "learned", "untold"),
    "concluded": ("", *(word.value for word in Outcome)),
    "days": ("whole", "lag"),
    "awaiting": ("", "ended", *LATE),
    "ripe": ("", "used"),
    "uses": ("", "told", "across"),
    "foundation": ("", "founded"),
    "shared": ("", "answered"),
    "standing": ("", *(word.value for word in LessonStatus)),
    "spent": ("hours", "cost"),
}
