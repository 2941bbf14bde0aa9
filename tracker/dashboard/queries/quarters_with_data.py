"""The quarters that a reader can choose from."""

from __future__ import annotations

import peewee

from tracker.cache import cached_by_reads
from tracker.dashboard.queries.measures import first_day
from tracker.dashboard.queries.period import Period
from tracker.experiments.models import Experiment
from tracker.lessons.models import Conclusion
from tracker.quarters import Quarter


def eventful_quarters(period: Period) -> list[Quarter]:
    """The quarters until today with a shared or concluded experiment, the newest first.

    Imported history may begin decades ago and leave most quarters empty. Each quarter
    is looked up in two indexes, so the time grows with the quarters, not with the
    experiments. Three queries, or none when nothing was written since.
    """
    return cached_by_reads(("eventful", period), lambda: _eventful(period))


def _eventful(period: Period) -> list[Quarter]:
    quarters = [Quarter.of(period.on)]
    first = first_day()
    while first and quarters[-1] > Quarter.of(first):
        quarters.append(quarters[-1].previous)
    span = _spans(quarters, period)
    concluded = Conclusion.select().where(
        Conclusion.concluded_on >= span.c.begins, Conclusion.concluded_on < span.c.ends
    )
    shared = Experiment.select().where(
        Experiment.published_at >= span.c.from_moment,
        Experiment.published_at < span.c.to_moment,
    )
    found = (
        peewee.Select([span], [span.c.nr])
        .where(peewee.fn.EXISTS(concluded) | peewee.fn.EXISTS(shared))
        .with_cte(span)
    )
    return [
        quarters[nr] for (nr,) in sorted(found.bind(Experiment._meta.database).tuples())
    ]


def _spans(quarters: list[Quarter], period: Period) -> peewee.CTE:
    """The quarters as a table, with their first and following days and moments."""
    day = Conclusion.concluded_on.db_value
    moment = Experiment.published_at.db_value
    rows = []
    for nr, quarter in enumerate(quarters):
        begins, ends = quarter.moments(period.zone)
        days = (day(quarter.first), day(quarter.following.first))
        rows.append((nr,) + days + (moment(begins), moment(ends)))
    return peewee.ValuesList(rows).cte(
        "span", columns=("nr", "begins", "ends", "from_moment", "to_moment")
    )
