"""Taking the figures of a quarter: everything that a summary says from data, as plain
JSON that can be frozen.
"""

from __future__ import annotations

from tracker.dashboard.queries import Period
from tracker.experiments.models import Experiment, Stage
from tracker.quarters import Quarter
from tracker.summaries.queries.commitment import due
from tracker.summaries.queries.detail import latest_signed
from tracker.summaries.queries.figure import Frozen, figures_of
from tracker.summaries.queries.lesson import known, reused, rows_of, stopped


def taken(period: Period) -> dict:
    """What a quarter's summary says from data, with what the quarter before said.

    An earlier quarter that is signed speaks as it was signed; one that is not is counted now.

    Returns:
        Plain JSON: `figures` (name to numbers, each with `before`), `trend`, `known`,
            `stopped`, `reused`, `due` and `rows`,
        the ids of the attempts that were counted. People are ids; of what nobody has
        put a name to not even those.
    """
    quarters = period.recent
    counted = figures_of(period, quarters)
    signed = {
        quarter: content["figures"]
        for quarter, content in latest_signed(quarters[:-1]).items()
    }
    spoken = {
        quarter: {**counted[quarter], **_numbers(signed.get(quarter, {}))}
        for quarter in quarters
    }
    before = spoken[period.quarter.previous]
    return {
        "figures": {
            name: {**said, "before": before.get(name, {})}
            for name, said in counted[period.quarter].items()
        },
        "trend": [
            {"quarter": str(quarter), **spoken[quarter]["learning_rate"]}
            for quarter in quarters
        ],
        "known": known(period),
        "stopped": stopped(period),
        "reused": reused(period),
        "due": due(period.quarter),
        "rows": rows_of(period),
    }


def anything_in(quarter: Quarter, period: Period) -> bool:
    """Whether anything had been shared by the end of a quarter: without it there is
    nothing to sum up.
    """
    shared = Experiment.stage != Stage.draft
    return (
        Experiment.select()
        .where(shared, Experiment.published_at < quarter.moments(period.zone)[1])
        .exists()
    )


def _numbers(signed: Frozen) -> Frozen:
    """The figures of a signed quarter, without what they were compared with."""
    return {
        name: {word: value for word, value in said.items() if word != "before"}
        for name, said in signed.items()
    }
