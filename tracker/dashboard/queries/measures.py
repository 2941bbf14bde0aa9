"""All measures of a period at once, each quarter beside the ones before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from peewee import fn

from tracker.dashboard.queries.amplification import CARRIED_ONWARD
from tracker.dashboard.queries.balance import KNOWLEDGE_BALANCE
from tracker.dashboard.queries.could_tell import COULD_TELL
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.foundation import FOUNDATION
from tracker.dashboard.queries.leaders import (
    ANSWERED_BY_A_LEADER,
    COMMITMENTS_KEPT,
    LEADERS_WITH_LESSONS,
    LESSONS_BY_LEADERS,
)
from tracker.dashboard.queries.learning import (
    LEARNING_RATE,
    OUTCOME_MIX,
    ConclusionCounts,
    conclusion_counts,
    learning_rates,
)
from tracker.dashboard.queries.measure import Measure, RowsBehind
from tracker.dashboard.queries.pace import AWAITING, TIME_TO_LESSON
from tracker.dashboard.queries.participation import PARTICIPATION
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.result_types import Share
from tracker.dashboard.queries.reuse import REUSE_RATE
from tracker.dashboard.queries.reuse_between_units import (
    CROSS_UNIT_REUSE,
    UNIT_MATRIX,
    counted_uses,
)
from tracker.dashboard.queries.velocity import VELOCITY
from tracker.experiments.models import Experiment
from tracker.lessons.models import Conclusion
from tracker.quarters import Quarter

# In the order of the file of figures
MEASURES = (
    LEARNING_RATE,
    COULD_TELL,
    VELOCITY,
    TIME_TO_LESSON,
    REUSE_RATE,
    CROSS_UNIT_REUSE,
    CARRIED_ONWARD,
    FOUNDATION,
    PARTICIPATION,
    OUTCOME_MIX,
    ANSWERED_BY_A_LEADER,
    LEADERS_WITH_LESSONS,
    LESSONS_BY_LEADERS,
    COMMITMENTS_KEPT,
    KNOWLEDGE_BALANCE,
    AWAITING,
    UNIT_MATRIX,
)
BY_NAME = {measure.name: measure for measure in MEASURES}


def in_panel(name: str) -> list[Measure]:
    """The measures that a section of several shares shows."""
    return [measure for measure in MEASURES if measure.panel == name]


class MeasureInputs:
    """What measures are computed from; what several of them need is asked once."""

    def __init__(self, period: Period):
        self.period = period
        self.quarters = period.recent

    @cached_property
    def concluded(self) -> ConclusionCounts:
        return conclusion_counts(self.period, self.quarters)

    @cached_property
    def learning(self) -> dict[Quarter, Share]:
        return learning_rates(self.period, self.quarters, self.concluded)

    @cached_property
    def uses(self) -> list[tuple]:
        return counted_uses(self.period, self.quarters)


@dataclass(frozen=True)
class Measures:
    """The values of all measures, under their names.

    A value is a dictionary by quarter. That of `awaiting` is of today, that of `matrix`
    of the chosen quarter.
    """

    period: Period
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def is_shown(self, measure: Measure) -> bool:
        """Whether of any quarter a value or a band is told: those of few people are hidden."""
        if not measure.about_people:
            return True
        figures = [value.people for value in self.values[measure.name].values()]
        return any(figure.shown or figure.band for figure in figures)


def measures(period: Period) -> Measures:
    """All measures of a quarter and the four before it.

    The number of queries does not depend on the number of experiments.
    """
    asked = MeasureInputs(period)
    return Measures(
        period, {measure.name: measure.query(asked) for measure in MEASURES}
    )


# By measure and part, as addresses name them
ROWS_BEHIND = {
    (rows.measure, rows.part): rows for measure in MEASURES for rows in measure.behind
}


def rows_behind(asked: Drilldown) -> RowsBehind | None:
    """The experiments behind a figure; None if there is no such figure."""
    return ROWS_BEHIND.get((asked.measure, asked.part))


def first_day() -> dt.date | None:
    """The first day on which anything was shared or concluded."""
    shared = Experiment.select(fn.MIN(Experiment.published_at)).scalar()
    concluded = Conclusion.select(fn.MIN(Conclusion.concluded_on)).scalar()
    days = []
    if shared:
        days.append(shared.date())
    if concluded:
        days.append(concluded)
    return min(days, default=None)
