"""The experiments behind a figure: those that the viewer may see, and the number of the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.measures import rows_behind
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import is_in_period, times
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries import is_visible

NEWEST = [
    (Experiment.published_at, "published_at", dt.datetime),
    (Experiment.id, "id", int),
]


@dataclass(frozen=True)
class DrilldownRows:
    """The experiments behind a figure.

    Attributes:
        ids: Ids and days of the visible experiments, for `paged`.
        total: The number of all experiments, visible or not.
        unseen: The number of those that only their own units see.
        held: The number of those that are hidden while a facilitator checks them for
            something personal.
        amount, unseen_amount: Their sums, where the figure is a sum.
        amounts: Returns the amount that each of the given ids adds.
    """

    ids: peewee.ModelSelect
    total: int
    unseen: int
    held: int
    amount: float | None
    unseen_amount: float | None
    amounts: Callable[[Iterable[int]], dict[int, float]]


def drilldown_rows(asked: Drilldown, period: Period, viewer: Person) -> DrilldownRows:
    """The experiments that a figure was counted from, for this viewer.

    Two queries, and one more for a sum.
    """
    figure = rows_behind(asked)
    condition = figure.condition(period, asked)
    amounts = None
    if figure.amounts:
        amounts = figure.amounts(period, asked)
    all_of_them = Experiment.select().where(
        Experiment.stage != Stage.draft, condition, is_in_period(period)
    )
    seen = is_visible(viewer)
    total, unseen, hidden = _counts(all_of_them, seen)
    amount = unseen_amount = None
    if amounts is not None:
        amount = _sum(amounts, all_of_them)
        unseen_amount = amount - _sum(amounts, all_of_them.where(seen))
    return DrilldownRows(
        ids=all_of_them.select(Experiment.id, Experiment.published_at).where(seen),
        total=total,
        unseen=unseen,
        held=hidden,
        amount=amount,
        unseen_amount=unseen_amount,
        amounts=lambda ids: _amounts(amounts, ids),
    )


def _counts(experiments: peewee.ModelSelect, seen) -> tuple[int, int, int]:
    """The numbers of all, of those only visible to their units, and of the hidden ones."""
    held = Experiment.hidden_at.is_null(False)
    counts = experiments.select(
        fn.COUNT(Experiment.id), times(~seen & ~held), times(~seen & held)
    )
    return counts.tuples().first()


def _sum(amounts: peewee.ModelSelect, experiments: peewee.ModelSelect) -> float:
    table = amounts.alias("amounts")
    rows = peewee.Select([table], [fn.COALESCE(fn.SUM(table.c.amount), 0)])
    rows = rows.where(table.c.experiment_id.in_(experiments.select(Experiment.id)))
    return rows.bind(Experiment._meta.database).tuples()[0][0]


def _amounts(
    amounts: peewee.ModelSelect | None, ids: Iterable[int]
) -> dict[int, float]:
    ids = list(ids)
    if amounts is None or not ids:
        return {}
    table = amounts.alias("amounts")
    rows = peewee.Select([table], [table.c.experiment_id, fn.SUM(table.c.amount)])
    rows = rows.where(table.c.experiment_id.in_(ids)).group_by(table.c.experiment_id)
    return dict(rows.bind(Experiment._meta.database).tuples())
