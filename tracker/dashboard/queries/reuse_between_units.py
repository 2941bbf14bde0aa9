"""Cross-unit reuse: uses of lessons and experiments from one unit to another."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import peewee
from peewee import SQL, fn

from tracker.accounts.models import Person, Unit
from tracker.core.validation import N_
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.measure import (
    ExportRow,
    Measure,
    RowsBehind,
    share_of,
)
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import (
    ALWAYS,
    at_a_moment,
    during,
    is_in_period,
    quarter_of,
    quarter_of_moment,
)
from tracker.dashboard.queries.result_types import Share
from tracker.db import database
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries.visibility import experiments_without_unit
from tracker.lessons.models import Lesson, Reuse
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


# The experiments behind the figures


def _used(period: Period, asked: Drilldown):
    return Experiment.id.in_(_behind_uses(period, asked)[0])


def _times_used(period: Period, asked: Drilldown):
    return _behind_uses(period, asked)[1]


def _behind_uses(period: Period, asked: Drilldown):
    """The ids of the experiments used, and the rows of their uses."""
    table = uses(period, [period.quarter])
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
    return ids.where(condition), rows.where(condition)


def _use_rows(it: CrossUnitReuse) -> Iterator[ExportRow]:
    yield "uses", it.n, it.n, None, "uses"
    yield from share_of("cross-unit reuse", it.share, "uses")


def _matrix_rows(matrix: Counter) -> Iterator[ExportRow]:
    units = dict(Unit.select(Unit.id, Unit.name).tuples())
    rows = [(units[home], units[away], n) for (home, away), n in matrix.items()]
    for home, away, n in sorted(rows):
        yield f"uses from {home} by {away}", n, n, None, "uses"


def _used_rows(part: str, title: str) -> RowsBehind:
    return RowsBehind("uses", part, title, _used, amounts=_times_used, adds="uses")


CROSS_UNIT_REUSE = Measure(
    name="across",
    formula=N_(
        "Reuses and build-ons whose unit is not the unit they came from, divided by all "
        "of them whose units are told."
    ),
    unit=N_(
        "Uses in the quarter, of one unit or platform: of its attempts. An attempt whose "
        "unit is not told is left out."
    ),
    source=N_("“I used this”, and what attempts build on."),
    query=lambda asked: cross_unit_reuses(asked.period, asked.quarters, asked.uses),
    export=_use_rows,
    behind=(
        _used_rows("", N_("What was used or built on")),
        _used_rows("told", N_("What was used or built on")),
        _used_rows("across", N_("What was used or built on in another unit")),
    ),
    change=N_("The share of reuse across units"),
    compared=lambda it: it.share,
)

UNIT_MATRIX = Measure(
    name="matrix",
    formula=CROSS_UNIT_REUSE.formula,
    unit=CROSS_UNIT_REUSE.unit,
    source=CROSS_UNIT_REUSE.source,
    query=lambda asked: unit_matrix(asked.period, asked.uses),
    export=_matrix_rows,
    by_quarter=False,
)
