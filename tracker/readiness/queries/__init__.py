"""Queries about the pulse, the fears and the readiness of the organisation."""

from tracker.readiness.queries.dimension import DimensionLevel, dimensions
from tracker.readiness.queries.fear import (
    FearLevel,
    LeaderFearLevel,
    all_fear_actions,
    fears_of_leaders,
    fears_to_act_on,
    first_unanswered_fear,
    map_of_fears,
    published_rounds,
    urgency,
)
from tracker.readiness.queries.invitation import is_asked_as_leader, round_for
from tracker.readiness.queries.pulse import all_rounds, closed_rounds, free_texts_of
from tracker.readiness.queries.result import OTHERS, WHOLE, Result, results, units_of

__all__ = [
    "OTHERS",
    "WHOLE",
    "DimensionLevel",
    "FearLevel",
    "LeaderFearLevel",
    "Result",
    "all_fear_actions",
    "all_rounds",
    "closed_rounds",
    "dimensions",
    "fears_of_leaders",
    "fears_to_act_on",
    "first_unanswered_fear",
    "free_texts_of",
    "is_asked_as_leader",
    "map_of_fears",
    "published_rounds",
    "results",
    "round_for",
    "units_of",
    "urgency",
]
