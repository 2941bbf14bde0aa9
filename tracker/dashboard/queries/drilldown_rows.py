"""What is behind a figure: the attempts that add up to it, those that the viewer may
see, and how many more there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.dashboard.queries.drilldown import MEASURES, Drilldown
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
    """The attempts behind a figure.

    Attributes:
        ids: Ids and days of those that the viewer may see, for `paged`.
        total: How many there are, seen or not; in `amount` what they add up to, where
            the figure is a sum.
        unseen: How many only their units see. held: how many a facilitator is looking
            at, because of something personal.
        amounts: What each of the ids that are asked for adds.
    """

    ids: peewee.ModelSelect
    total: int
    unseen: int
    held: int
    amount: float | None
    unseen_amount: float | None
    amounts: Callable[[Iterable[int]], dict[int, float]]


def drilldown_rows(asked: Drilldown, period: Period, viewer: Person) -> DrilldownRows:
    """The attempts that a figure was counted from, for this viewer.

    Two queries, and one for what they add up to.
    """
    measured = MEASURES[asked.measure](period, asked)
    condition, amounts = measured if isinstance(measured, tuple) else (measured, None)
    all_of_them = Experiment.select().where(
        Experiment.stage != Stage.draft, condition, *is_in_period(period)
    )
    seen = is_visible(viewer)
    held = Experiment.hidden_at.is_null(False)
    counts = all_of_them.select(
        fn.COUNT(Experiment.id), times(~seen & ~held), times(~seen & held)
    )
    total, unseen, hidden = counts.tuples().first()
    amount = unseen_amount = None
    if amounts is not None:
        amount = _sum(amounts, all_of_them)
        unseen_amount = amount - _sum(amounts, all_of_them.where(seen))
    return DrilldownRows(
        all_of_them.select(Experiment.id, Experiment.published_at).where(seen),
        *(total, unseen, hidden, amount, unseen_amount),
        lambda ids: _amounts(amounts, ids),
    )


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
