"""Queries about stakeholders and touchpoints.

Counts of experiments only contain those that the viewer may see.
"""

from tracker.stakeholders.queries.answer_time import QuarterTime, answer_times
from tracker.stakeholders.queries.experiment import (
    StakeholderExperiments,
    TrialStatus,
    experiments_by_stakeholder,
    experiments_by_touchpoint,
    newest_with,
)
from tracker.stakeholders.queries.gap import (
    Overview,
    archived,
    contacts_due,
    gap_of,
    gaps,
    on_map,
    overview,
    ranked,
    stakeholders,
    with_touchpoints,
)
from tracker.stakeholders.queries.touchpoint_matrix import (
    GridCell,
    GridRow,
    MatrixRow,
    grid,
    matrix,
    touchpoints,
)

__all__ = [
    "GridCell",
    "GridRow",
    "MatrixRow",
    "Overview",
    "QuarterTime",
    "StakeholderExperiments",
    "TrialStatus",
    "answer_times",
    "archived",
    "contacts_due",
    "experiments_by_stakeholder",
    "experiments_by_touchpoint",
    "gap_of",
    "gaps",
    "grid",
    "matrix",
    "newest_with",
    "on_map",
    "overview",
    "ranked",
    "stakeholders",
    "touchpoints",
    "with_touchpoints",
]
