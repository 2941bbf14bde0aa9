"""Answers about experiments. Every query begins at what the viewer may see."""

from tracker.experiments.queries.facets import (
    Counts,
    counts,
    stakeholder_counts,
    tag_counts,
)
from tracker.experiments.queries.mine import (
    awaiting_lesson,
    concluded,
    drafts,
    own,
    ready_to_start,
    under_way,
    unnamed,
)
from tracker.experiments.queries.search import Asked, Row, matching, rows_of
from tracker.experiments.queries.similar import similar
from tracker.experiments.queries.sort import ordered
from tracker.experiments.queries.visibility import (
    Credit,
    credited,
    large_among,
    of_units,
    told_to_be,
    unit_told,
    visible_to,
    visibly,
)

__all__ = [
    "Asked",
    "Counts",
    "Credit",
    "Row",
    "awaiting_lesson",
    "concluded",
    "counts",
    "credited",
    "drafts",
    "large_among",
    "matching",
    "of_units",
    "ordered",
    "own",
    "ready_to_start",
    "rows_of",
    "similar",
    "stakeholder_counts",
    "tag_counts",
    "told_to_be",
    "under_way",
    "unit_told",
    "unnamed",
    "visible_to",
    "visibly",
]
