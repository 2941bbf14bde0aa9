"""Answers about the pulse, the fears and how ready the organisation is."""

from tracker.readiness.queries.dimensions import Ready, dimensions
from tracker.readiness.queries.fears import Faced, all_deeds, map_of_fears, told_rounds
from tracker.readiness.queries.invited import round_for
from tracker.readiness.queries.rounds import all_rounds, closed_rounds, remarks_of
from tracker.readiness.queries.shown_results import (
    OTHERS,
    WHOLE,
    Result,
    results,
    units_of,
)

__all__ = [
    "OTHERS",
    "WHOLE",
    "Faced",
    "Ready",
    "Result",
    "all_deeds",
    "all_rounds",
    "closed_rounds",
    "dimensions",
    "map_of_fears",
    "remarks_of",
    "results",
    "round_for",
    "told_rounds",
    "units_of",
]
