"""The snapshot of a quarter: all data of a summary, as plain JSON that can be frozen."""

from __future__ import annotations

from tracker.dashboard.queries import Period
from tracker.experiments.models import Experiment, Stage
from tracker.quarters import Quarter
from tracker.summaries.queries.commitment import due
from tracker.summaries.queries.detail import latest_signed
from tracker.summaries.queries.figure import Frozen, figures_of
from tracker.summaries.queries.lesson import known, lessons, reused, rows_of, stopped


def taken(period: Period) -> dict:
    """The data of a quarter's summary, with the figures of the quarter before.

    The figures of a signed earlier quarter are those of the signature.

    Returns:
        Plain JSON: `figures` (name to numbers, each with `before`), `trend`, `known`,
        `stopped`, `reused`, `lessons`, `due`, and `rows`, the ids of the counted experiments.
        People are ids; the people of anonymous experiments are left out.
    """
    quarters = period.recent
    counted = figures_of(period, quarters)
    earlier = _with_signed(counted)
    before = earlier[period.quarter.previous]
    return {
        "figures": {
            name: said | {"before": before.get(name, {})}
            for name, said in counted[period.quarter].items()
        },
        "trend": [
            {"quarter": str(quarter)} | earlier[quarter]["learning_rate"]
            for quarter in quarters
        ],
        "known": known(period),
        "stopped": stopped(period),
        "reused": reused(period),
        "lessons": lessons(period),
        "due": due(period.quarter),
        "rows": rows_of(period),
    }


def _with_signed(counted: dict[Quarter, Frozen]) -> dict[Quarter, Frozen]:
    """The counted figures, replaced by the signed ones where a quarter is signed."""
    figures = dict(counted)
    earlier = list(counted)[:-1]
    for quarter, content in latest_signed(earlier).items():
        figures[quarter] = counted[quarter] | _numbers(content["figures"])
    return figures


def anything_in(quarter: Quarter, period: Period) -> bool:
    """Whether any experiment had been shared by the end of a quarter."""
    shared = Experiment.stage != Stage.draft
    return (
        Experiment.select()
        .where(shared, Experiment.published_at < quarter.moments(period.zone)[1])
        .exists()
    )


def _numbers(signed: Frozen) -> Frozen:
    """The figures of a signed quarter without their `before`."""
    return {
        name: {word: value for word, value in said.items() if word != "before"}
        for name, said in signed.items()
    }
