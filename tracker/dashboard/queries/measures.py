"""All measures of a period at once, each quarter beside the ones before it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from peewee import fn

from tracker.dashboard.queries.balance import Balance, knowledge_balances
from tracker.dashboard.queries.leaders import (
    LeadersWithLessons,
    leaders_in_conversations,
    leaders_with_lessons_by_quarter,
    promises_kept_by_quarter,
)
from tracker.dashboard.queries.learning import (
    OutcomeMix,
    conclusion_counts,
    learning_rates,
    outcome_mixes,
)
from tracker.dashboard.queries.pace import (
    OverdueExperiments,
    Pace,
    Velocity,
    awaiting,
    times_to_lesson,
    velocities,
)
from tracker.dashboard.queries.participation import Participation, participations
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.result_types import Share
from tracker.dashboard.queries.reuse import reuse_rates
from tracker.dashboard.queries.reuse_between_units import (
    CrossUnitReuse,
    Foundation,
    counted_uses,
    cross_unit_reuses,
    foundations,
    unit_matrix,
)
from tracker.experiments.models import Experiment
from tracker.lessons.models import Conclusion
from tracker.quarters import Quarter


@dataclass(frozen=True)
class Measures:
    """Every measure by quarter; `awaiting` is of today, `matrix` of the chosen quarter."""

    period: Period
    learning: dict[Quarter, Share]
    velocity: dict[Quarter, Velocity]
    pace: dict[Quarter, Pace]
    awaiting: list[OverdueExperiments]
    reuse: dict[Quarter, Share]
    across: dict[Quarter, CrossUnitReuse]
    matrix: dict[tuple[int, int], int]
    foundation: dict[Quarter, Foundation]
    participation: dict[Quarter, Participation]
    mix: dict[Quarter, OutcomeMix]
    answered: dict[Quarter, Share]
    telling: dict[Quarter, LeadersWithLessons]
    promises: dict[Quarter, Share]
    balance: dict[Quarter, Balance]


def measures(period: Period) -> Measures:
    """All measures of a quarter and the four before it.

    The number of queries does not depend on the number of experiments.
    """
    quarters = period.recent
    concluded = conclusion_counts(period, quarters)
    used = counted_uses(period, quarters)
    return Measures(
        period=period,
        learning=learning_rates(period, quarters, concluded),
        velocity=velocities(period, quarters, concluded),
        pace=times_to_lesson(period, quarters),
        awaiting=awaiting(period),
        reuse=reuse_rates(period, quarters),
        across=cross_unit_reuses(period, quarters, used),
        matrix=unit_matrix(period, used),
        foundation=foundations(period, quarters, concluded),
        participation=participations(period, quarters),
        mix=outcome_mixes(period, quarters, concluded),
        answered=leaders_in_conversations(period, quarters),
        telling=leaders_with_lessons_by_quarter(period, quarters),
        promises=promises_kept_by_quarter(period, quarters),
        balance=knowledge_balances(
            period, quarters, (quarters[0], quarters[-2], quarters[-1]), concluded
        ),
    )


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
