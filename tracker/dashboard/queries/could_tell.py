"""The could-tell rate: attempts that could show whether their hypothesis holds."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.core.validation import N_
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.learning import ConclusionCounts, could_tell, told_in
from tracker.dashboard.queries.measure import Measure, RowsBehind, share_of
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.result_types import Share
from tracker.quarters import Quarter


def could_tell_rates(
    told: ConclusionCounts, ended: Mapping[Quarter, Share]
) -> dict[Quarter, Share]:
    """Could-tell rate = attempts that could tell ÷ attempts that ended.

    An attempt could tell if its criterion was written before (a start has locked it), it
    gave a result in a number, and its conclusion does not say that it could not tell.

    Unit: experiments, ended as for the learning rate. Source: plan cards and learning
    cards.

    By quarter. No query.

    Args:
        ended: The learning rates, whose whole is what ended.
    """
    return {
        quarter: Share(told.told[quarter]["could_tell"], rate.whole)
        for quarter, rate in ended.items()
    }


def _proved(period: Period, asked: Drilldown):
    return told_in(period, could_tell())


COULD_TELL = Measure(
    name="could_tell",
    formula=N_(
        "Ended in the quarter with a criterion that was written before and locked by the "
        "start, a result in a number, and an answer to “could the attempt tell?” that is "
        "not no, divided by all that ended in the quarter."
    ),
    unit=N_("Attempts, ended as for the learning rate."),
    source=N_("Plan cards and learning cards."),
    query=lambda asked: could_tell_rates(asked.concluded, asked.learning),
    export=lambda rate: share_of("could tell", rate, "attempts"),
    behind=(
        RowsBehind(
            "ended",
            "could-tell",
            N_("What ended and could tell whether it holds"),
            _proved,
        ),
    ),
    change=N_("The share that could tell"),
)
