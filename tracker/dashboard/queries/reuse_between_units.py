"""Uses: silos that open, and what didn't hold as something to stand on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import peewee
from peewee import SQL, fn

from tracker.accounts.models import Person
from tracker.dashboard.queries.learning import ConclusionCounts, conclusion_counts
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import (
    at_a_moment,
    during,
    is_in_period,
    of_period,
    quarter_of,
    quarter_of_moment,
    within,
)
from tracker.dashboard.queries.result_types import Share
from tracker.db import database
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries.visibility import experiments_without_unit
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion, Lesson, Reuse
from tracker.lineage.models import BuildsOn
from tracker.quarters import Quarter

WINDOW = 180
RIPE = dt.timedelta(days=WINDOW)
Child = Experiment.alias()
Origin = Experiment.alias()


def uses(period: Period, quarters: Sequence[Quarter]):
    """Every reuse and every build-on of these quarters: experiment_id, home (its unit),
    away (the unit that used it), quarter.

    Where a unit is not told, as of a withheld attempt in a small one, home or away is empty.
    """
    # Asked once: there are hardly ever any
    lone = [id for (id,) in experiments_without_unit().tuples()]
    reuses = (
        Reuse.select(
            Lesson.experiment.alias("experiment_id"),
            _told(Origin, lone).alias("home"),
            Person.unit.alias("away"),
            quarter_of(Reuse.used_on, quarters).alias("quarter"),
        )
        .join(Lesson)
        .join(Origin, on=(Lesson.experiment == Origin.id))
        .join_from(Reuse, Person, on=(Reuse.person == Person.id))
        .where(
            during(Reuse.used_on, quarters),
            *is_in_period(period, Origin),
        )
    )
    built = (
        BuildsOn.select(
            BuildsOn.parent.alias("experiment_id"),
            _told(Origin, lone).alias("home"),
            _told(Child, lone).alias("away"),
            quarter_of_moment(Child.published_at, quarters, period).alias("quarter"),
        )
        .join(Child, on=(BuildsOn.child == Child.id))
        .join_from(BuildsOn, Origin, on=(BuildsOn.parent == Origin.id))
        .where(
            Child.stage != Stage.draft,
            Origin.stage != Stage.draft,
            at_a_moment(Child.published_at, quarters, period),
            *is_in_period(period, Origin),
        )
    )
    return reuses.union_all(built).alias("uses")


def _told(experiment, lone: list[int]):
    if lone:
        return peewee.Case(None, [(experiment.id.not_in(lone), experiment.unit)])
    return experiment.unit


@dataclass(frozen=True)
class CrossUnitReuse:
    """Uses of lessons and attempts, and how many of them came from another unit.

    Attributes:
        n: All of them, also where a unit is not told.
    """

    share: Share = Share()
    n: int = 0


def cross_unit_reuses(
    period: Period, quarters: Sequence[Quarter], counted: list[tuple] | None = None
) -> dict[Quarter, CrossUnitReuse]:
    """Cross-unit reuse = reuses and build-ons whose unit is not the unit they came from ÷
    all of them whose units are told.

    Unit: uses in the quarter; of one unit or platform: of its attempts. Source: "I used
    this", and what attempts build on.

    By quarter, for quarters that follow each other. One query, or none when
    `counted_uses` are known.
    """
    told: dict[str, Counter] = {str(quarter): Counter() for quarter in quarters}
    for quarter, crossed, _, _, n in (
        counted if counted is not None else counted_uses(period, quarters)
    ):
        told[quarter].update(
            {"n": n, "told": n * (crossed is not None), "across": n * bool(crossed)}
        )
    return {
        quarter: CrossUnitReuse(Share(it["across"], it["told"]), it["n"])
        for quarter in quarters
        for it in [told[str(quarter)]]
    }


def unit_matrix(period: Period, counted: list[tuple] | None = None) -> Counter:
    """Who learns from whom = reuses and build-ons in the quarter, by the unit they came
    from and the unit that used them.

    Unit: uses; keys are (unit it came from, unit that used it). Source: as cross-unit reuse.
    """
    matrix: Counter = Counter()
    for quarter, crossed, home, away, n in (
        counted if counted is not None else counted_uses(period, [period.quarter])
    ):
        if quarter == str(period.quarter) and crossed is not None:
            matrix[home, away] += n
    return matrix


def counted_uses(period: Period, quarters: Sequence[Quarter]) -> list[tuple]:
    """Quarter, whether it crossed from one unit to another (None where either is not
    told), in the period's own quarter the unit it
    came from and the unit that used it, how often. One query."""
    table = uses(period, quarters)
    home = table.c.home
    away = table.c.away
    crossed = peewee.Case(None, [(home != away, 1), (home == away, 0)], None).alias(
        "crossed"
    )
    now = table.c.quarter == str(period.quarter)
    units = [
        peewee.Case(None, [(now, unit)], None).alias(name)
        for name, unit in (("origin", home), ("user", away))
    ]
    columns = [table.c.quarter, crossed, *units]
    counted = fn.COUNT(table.c.experiment_id)
    rows = peewee.Select([table], [*columns, counted]).group_by(
        SQL("1"), SQL("2"), SQL("3"), SQL("4")
    )
    return list(database.execute(rows))


@dataclass(frozen=True)
class Foundation:
    """What didn't hold outright, and what was built on it.

    Attributes:
        closed: Whether 180 days have passed for all of them, so that the share grows no more.
    """

    share: Share
    closed: bool


def foundations(
    period: Period,
    quarters: Sequence[Quarter],
    told: ConclusionCounts | None = None,
) -> dict[Quarter, Foundation]:
    """Failure to foundation = attempts that didn't hold, partly held, stayed unsettled or
    were stopped, concluded in the quarter, that somebody built on or whose lesson
    somebody used within 180 days ÷ all such.

    Unit: attempts. An own next attempt counts: it, too, stands on what was learnt. A
    build-on counts from the day it was shared. Source: learning cards, "I used this",
    and what attempts build on.

    By quarter, for quarters that follow each other. Two queries, or one when
    `what_was_concluded` is known.
    """
    told = told or conclusion_counts(period, quarters)
    stood_on = founded().alias("stood_on")
    word = quarter_of(Conclusion.concluded_on, quarters).alias("quarter")
    rows = Conclusion.select(word, fn.COUNT(Conclusion.id))
    rows = rows.join(stood_on, on=(stood_on.c.experiment_id == Conclusion.experiment))
    rows = rows.where(
        during(Conclusion.concluded_on, quarters),
        Conclusion.outcome != Outcome.supported,
    )
    rows = of_period(rows, period, Conclusion.experiment).group_by(SQL("quarter"))
    part = dict(rows.tuples())
    fell = {
        quarter: told.counted[quarter].total()
        - told.counted[quarter][Outcome.supported]
        for quarter in quarters
    }
    return {
        quarter: Foundation(
            Share(part.get(str(quarter), 0), fell[quarter]),
            quarter.last + RIPE < period.on,
        )
        for quarter in quarters
    }


def founded() -> peewee.ModelSelect:
    """Ids of the experiments that were built on, or whose lesson was used, within 180
    days of their conclusion.
    """
    Ruled = Conclusion.alias()
    Ended = Conclusion.alias()
    used = (
        Reuse.select(Lesson.experiment.alias("experiment_id"))
        .join(Lesson)
        .join(Ruled, on=(Ruled.experiment == Lesson.experiment))
        .where(
            within(WINDOW, Ruled.concluded_on, Reuse.used_on),
        )
    )
    built = (
        BuildsOn.select(BuildsOn.parent.alias("experiment_id"))
        .join(Child, on=(BuildsOn.child == Child.id))
        .join_from(BuildsOn, Ended, on=(Ended.experiment == BuildsOn.parent))
        .where(
            Child.stage != Stage.draft,
            within(WINDOW, Ended.concluded_on, Child.published_at),
        )
    )
    return used | built
