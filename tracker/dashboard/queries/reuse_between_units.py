"""Cross-unit reuse, and reuse of experiments that did not hold."""

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
    """The reuses and build-ons of these quarters, as a subquery.

    Its columns: experiment_id, home (the experiment's unit), away (the unit that used
    it) and quarter. Home or away is empty where the unit is not shown, as of an
    anonymous experiment in a small unit.
    """
    # Read once: there are hardly ever any
    lone = [id for (id,) in experiments_without_unit().tuples()]
    reuses = _reuses(period, quarters, lone)
    return reuses.union_all(_build_ons(period, quarters, lone)).alias("uses")


def _reuses(
    period: Period, quarters: Sequence[Quarter], lone: list[int]
) -> peewee.ModelSelect:
    return (
        Reuse.select(
            Lesson.experiment.alias("experiment_id"),
            _told(Origin, lone).alias("home"),
            Person.unit.alias("away"),
            quarter_of(Reuse.used_on, quarters).alias("quarter"),
        )
        .join(Lesson)
        .join(Origin, on=(Lesson.experiment == Origin.id))
        .join_from(Reuse, Person, on=(Reuse.person == Person.id))
        .where(during(Reuse.used_on, quarters), is_in_period(period, Origin))
    )


def _build_ons(
    period: Period, quarters: Sequence[Quarter], lone: list[int]
) -> peewee.ModelSelect:
    return (
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
            is_in_period(period, Origin),
        )
    )


def _told(experiment, lone: list[int]):
    if lone:
        return peewee.Case(None, [(experiment.id.not_in(lone), experiment.unit)])
    return experiment.unit


@dataclass(frozen=True)
class CrossUnitReuse:
    """Uses of lessons and experiments, and the share that came from another unit.

    Attributes:
        n: The number of all uses, also where a unit is not shown.
    """

    share: Share = Share()
    n: int = 0


def cross_unit_reuses(
    period: Period, quarters: Sequence[Quarter], counted: list[tuple] | None = None
) -> dict[Quarter, CrossUnitReuse]:
    """Cross-unit reuse = reuses and build-ons from another unit ÷ all with known units.

    Unit: uses in the quarter; of one unit or platform: uses of its experiments. Source:
    "I used this", and build-ons.

    By quarter, for consecutive quarters. One query, or none with `counted`.
    """
    if counted is None:
        counted = counted_uses(period, quarters)
    told: dict[str, Counter] = {str(quarter): Counter() for quarter in quarters}
    for quarter, crossed, _, _, n in counted:
        told[quarter].update(
            {"n": n, "told": n * (crossed is not None), "across": n * bool(crossed)}
        )
    return {
        quarter: CrossUnitReuse(Share(it["across"], it["told"]), it["n"])
        for quarter in quarters
        for it in [told[str(quarter)]]
    }


def unit_matrix(period: Period, counted: list[tuple] | None = None) -> Counter:
    """Who learns from whom = reuses and build-ons in the quarter, by pairs of units.

    Unit: uses; keys are (unit it came from, unit that used it). Source: as cross-unit reuse.
    """
    if counted is None:
        counted = counted_uses(period, [period.quarter])
    matrix: Counter = Counter()
    for quarter, crossed, home, away, n in counted:
        if quarter == str(period.quarter) and crossed is not None:
            matrix[home, away] += n
    return matrix


def counted_uses(period: Period, quarters: Sequence[Quarter]) -> list[tuple]:
    """The uses of these quarters, counted. One query.

    Each row has the quarter; whether the use crossed from one unit to another (None if
    either is not shown); the unit that it came from and the unit that used it, in the
    period's own quarter only; and the number of uses.
    """
    table = uses(period, quarters)
    home = table.c.home
    away = table.c.away
    crossed = peewee.Case(None, [(home != away, 1), (home == away, 0)], None).alias(
        "crossed"
    )
    now = table.c.quarter == str(period.quarter)
    origin = peewee.Case(None, [(now, home)], None).alias("origin")
    user = peewee.Case(None, [(now, away)], None).alias("user")
    counted = fn.COUNT(table.c.experiment_id)
    rows = peewee.Select([table], [table.c.quarter, crossed, origin, user, counted])
    rows = rows.group_by(SQL("1"), SQL("2"), SQL("3"), SQL("4"))
    return list(database.execute(rows))


@dataclass(frozen=True)
class Foundation:
    """The share of experiments that did not hold and were built on or used.

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
    """Failure to foundation = failed experiments built on or used ÷ failed experiments.

    They were concluded in the quarter and did not fully hold (not held, partly held,
    unsettled or stopped); the build-on or the use of the lesson came within 180 days.

    Unit: experiments. A build-on of the same author counts. A build-on counts from the
    day it was shared. Source: learning cards, "I used this", and build-ons.

    By quarter, for consecutive quarters. Two queries, or one with `told`.
    """
    told = told or conclusion_counts(period, quarters)
    part = _founded_by_quarter(period, quarters)
    shares = {}
    for quarter in quarters:
        counted = told.counted[quarter]
        fell = counted.total() - counted[Outcome.supported]
        shares[quarter] = Foundation(
            Share(part.get(str(quarter), 0), fell), quarter.last + RIPE < period.on
        )
    return shares


def _founded_by_quarter(period: Period, quarters: Sequence[Quarter]) -> dict[str, int]:
    stood_on = founded().alias("stood_on")
    word = quarter_of(Conclusion.concluded_on, quarters).alias("quarter")
    rows = Conclusion.select(word, fn.COUNT(Conclusion.id))
    rows = rows.join(stood_on, on=(stood_on.c.experiment_id == Conclusion.experiment))
    rows = rows.where(
        during(Conclusion.concluded_on, quarters),
        Conclusion.outcome != Outcome.supported,
    )
    rows = of_period(rows, period, Conclusion.experiment).group_by(SQL("quarter"))
    return dict(rows.tuples())


def founded() -> peewee.ModelSelect:
    """Ids of the experiments built on or used within 180 days of their conclusion."""
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
