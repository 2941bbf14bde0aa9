"""Failure to foundation: experiments that did not hold, and were built on or used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import peewee
from peewee import SQL, fn

from tracker.core.validation import N_
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.learning import (
    ConclusionCounts,
    concluded_in,
    conclusion_counts,
)
from tracker.dashboard.queries.measure import (
    ExportRow,
    Measure,
    RowsBehind,
    share_of,
)
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import (
    during,
    of_period,
    quarter_of,
    within,
)
from tracker.dashboard.queries.result_types import Share
from tracker.dashboard.queries.reuse_between_units import RIPE, WINDOW, Child
from tracker.experiments.models import Experiment, Stage
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion, Lesson, Reuse
from tracker.lineage.models import BuildsOn
from tracker.quarters import Quarter


@dataclass(frozen=True)
class Foundation:
    """The share of experiments that did not hold and were built on or used.

    Attributes:
        closed: Whether 180 days have passed for all of them, so that the share grows no more.
    """

    share: Share
    closed: bool

    @property
    def settled(self) -> Share | None:
        """The share, once it grows no more; None while it is too early to tell."""
        if self.closed:
            return self.share
        return None


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


def _fell(period: Period, asked: Drilldown):
    fell = concluded_in(period, Conclusion.outcome != Outcome.supported)
    if asked.part == "founded":
        return fell & Experiment.id.in_(founded())
    return fell


def _export(it: Foundation) -> Iterator[ExportRow]:
    """Without any number while it is too early to tell."""
    yield from share_of("failure to foundation", it.settled or Share(), "attempts")


FOUNDATION = Measure(
    name="foundation",
    formula=N_(
        "Attempts that didn't hold, partly held, stayed unsettled or were stopped, "
        "concluded in the quarter, that somebody built on or whose lesson somebody used "
        "within 180 days, divided by all such."
    ),
    unit=N_(
        "Attempts. One's own next attempt counts: it, too, stands on what was learnt."
    ),
    source=N_("Learning cards, “I used this”, and what attempts build on."),
    query=lambda asked: foundations(asked.period, asked.quarters, asked.concluded),
    export=_export,
    behind=(
        RowsBehind(
            "foundation",
            "",
            N_("What didn't hold, or only partly, or stayed unsettled"),
            _fell,
        ),
        RowsBehind(
            "foundation",
            "founded",
            N_("What didn't hold, and became something to stand on"),
            _fell,
        ),
    ),
    change=N_("The share that became something to stand on"),
    compared=lambda it: it.settled,
)
