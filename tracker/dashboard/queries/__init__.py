"""The measures of a Period, with formula, unit and source in the docstring of each."""

from tracker.dashboard.queries.amplification import carried_lessons
from tracker.dashboard.queries.balance import (
    Balance,
    knowledge_balances,
)
from tracker.dashboard.queries.foundation import Foundation, foundations
from tracker.dashboard.queries.leaders import (
    LeadersWithLessons,
    leaders_in_conversations,
    leaders_with_lessons_by_quarter,
    promises_kept_by_quarter,
)
from tracker.dashboard.queries.learning import (
    OutcomeMix,
    learning_rates,
    outcome_mixes,
)
from tracker.dashboard.queries.pace import (
    OverdueExperiments,
    Pace,
    awaiting,
    times_to_lesson,
)
from tracker.dashboard.queries.participation import (
    Participation,
    participations,
)
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.result_types import Share, Spread
from tracker.dashboard.queries.reuse import reuse_rates
from tracker.dashboard.queries.reuse_between_units import (
    CrossUnitReuse,
    cross_unit_reuses,
    unit_matrix,
)
from tracker.dashboard.queries.top_lessons import three_lessons
from tracker.dashboard.queries.velocity import Velocity, velocities

__all__ = [
    "Balance",
    "CrossUnitReuse",
    "Foundation",
    "LeadersWithLessons",
    "OutcomeMix",
    "OverdueExperiments",
    "Pace",
    "Participation",
    "Period",
    "Share",
    "Spread",
    "Velocity",
    "awaiting",
    "carried_lessons",
    "cross_unit_reuses",
    "foundations",
    "knowledge_balances",
    "leaders_in_conversations",
    "leaders_with_lessons_by_quarter",
    "learning_rates",
    "outcome_mixes",
    "participations",
    "promises_kept_by_quarter",
    "reuse_rates",
    "three_lessons",
    "times_to_lesson",
    "unit_matrix",
    "velocities",
]
