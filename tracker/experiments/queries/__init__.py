"""Queries of experiments. Every query starts with the condition of visibility."""

from tracker.experiments.queries.facets import (
    FacetCounts,
    counts,
    own_to_ask,
    stakeholder_counts,
    tag_counts,
)
from tracker.experiments.queries.mine import (
    awaiting_lesson,
    concluded,
    discarded,
    drafts,
    own,
    ready_to_start,
    under_way,
    unnamed,
)
from tracker.experiments.queries.row import ExperimentRow, rows_of
from tracker.experiments.queries.search import (
    ExperimentSearch,
    best_matching,
    matching,
    searched,
)
from tracker.experiments.queries.similar import similar
from tracker.experiments.queries.sort import begun, begun_to_ask, ordered
from tracker.experiments.queries.visibility import (
    Credit,
    credited,
    is_visible,
    large_among,
    of_units,
    visible_actor,
    visible_experiment,
    visible_to,
    visible_unit,
    visible_whole,
)

__all__ = [
    "Credit",
    "ExperimentRow",
    "ExperimentSearch",
    "FacetCounts",
    "awaiting_lesson",
    "begun",
    "begun_to_ask",
    "best_matching",
    "concluded",
    "counts",
    "credited",
    "discarded",
    "drafts",
    "is_visible",
    "large_among",
    "matching",
    "of_units",
    "ordered",
    "own",
    "own_to_ask",
    "ready_to_start",
    "rows_of",
    "searched",
    "similar",
    "stakeholder_counts",
    "tag_counts",
    "under_way",
    "unnamed",
    "visible_actor",
    "visible_experiment",
    "visible_to",
    "visible_unit",
    "visible_whole",
]
