"""Which quarters there are to choose from."""

from __future__ import annotations

import peewee

from tracker.dashboard.queries.measures import first_day
from tracker.dashboard.queries.period import Period
from tracker.experiments.models import Experiment
from tracker.lessons.models import Conclusion
from tracker.quarters import Quarter


def eventful_quarters(period: Period) -> list[Quarter]:
    """The quarters until today in which anything was shared or concluded, the newest
    first.

    Three queries, however far back.

    History that was brought in may begin decades ago and leave most quarters empty.
    Each quarter is looked up in two indexes, so that it takes as long as there are
    quarters, not as there are attempts.
    """
    quarters = [Quarter.of(period.on)]
    first = first_day()
    while first and quarters[-1] > Quarter.of(first):
        quarters.append(quarters[-1].previous)
    spans = peewee.ValuesList(
        [_span(nr, quarter, period) for nr, quarter in enumerate(quarters)]
    )
    span = spans.cte(
        "span", columns=("nr", "begins", "ends", "from_moment", "to_moment")
    )
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


def _span(nr: int, quarter: Quarter, period: Period) -> tuple:
    days = (
        Conclusion.concluded_on.db_value(day)
        for day in (quarter.first, quarter.following.first)
    )
    return (
        nr,
        *days,
        *(
            Experiment.published_at.db_value(moment)
            for moment in quarter.moments(period.zone)
        ),
    )
