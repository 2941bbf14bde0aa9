"""The measures: each a query named as its answer, asked of a Period, with its formula,
unit and source in the docstring.
"""

from tracker.dashboard.queries.balance import (
    Balance,
    knowledge_balance,
    knowledge_balances,
)
from tracker.dashboard.queries.leaders import (
    Telling,
    leaders_in_conversation,
    leaders_in_conversations,
    leaders_telling,
    leaders_telling_by_quarter,
    promises_kept,
    promises_kept_by_quarter,
)
from tracker.dashboard.queries.learning import (
    Mix,
    learning_rate,
    learning_rates,
    outcome_mix,
    outcome_mixes,
)
from tracker.dashboard.queries.pace import (
    Late,
    Pace,
    Velocity,
    awaiting,
    time_to_lesson,
    times_to_lesson,
    velocities,
    velocity,
)
from tracker.dashboard.queries.participation import (
    Participation,
    participation,
    participations,
)
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.result_types import Share, Spread
from tracker.dashboard.queries.reuse import reuse_rate, reuse_rates
from tracker.dashboard.queries.reuse_between_units import (
    Across,
    Foundation,
    cross_unit_reuse,
    cross_unit_reuses,
    failure_to_foundation,
    foundations,
    unit_matrix,
)
from tracker.dashboard.queries.top_lessons import three_lessons

__all__ = [
    "Across",
    "Balance",
    "Foundation",
    "Late",
    "Mix",
    "Pace",
    "Participation",
    "Period",
    "Share",
    "Spread",
    "Telling",
    "Velocity",
    "awaiting",
    "cross_unit_reuse",
    "cross_unit_reuses",
    "failure_to_foundation",
    "foundations",
    "knowledge_balance",
    "knowledge_balances",
    "leaders_in_conversation",
    "leaders_in_conversations",
    "leaders_telling",
    "leaders_telling_by_quarter",
    "learning_rate",
    "learning_rates",
    "outcome_mix",
    "outcome_mixes",
    "participation",
    "participations",
    "promises_kept",
    "promises_kept_by_quarter",
    "reuse_rate",
    "reuse_rates",
    "three_lessons",
    "time_to_lesson",
    "times_to_lesson",
    "unit_matrix",
    "velocities",
    "velocity",
]
