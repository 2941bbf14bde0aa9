"""Answers about stakeholders and touchpoints.

What is counted of attempts begins at what the viewer may see.
"""

from tracker.stakeholders.queries.experiments import (
    Tried,
    Trying,
    newest_with,
    tried_at,
    tried_with,
)
from tracker.stakeholders.queries.gaps import (
    Overview,
    contacts_due,
    gap_of,
    gaps,
    overview,
    put_away,
    ranked,
    stakeholders,
    standing,
    with_meetings,
)
from tracker.stakeholders.queries.touchpoint_matrix import Meeting, matrix, touchpoints

__all__ = [
    "Meeting",
    "Overview",
    "Tried",
    "Trying",
    "contacts_due",
    "gap_of",
    "gaps",
    "matrix",
    "newest_with",
    "overview",
    "put_away",
    "ranked",
    "stakeholders",
    "standing",
    "touchpoints",
    "tried_at",
    "tried_with",
    "with_meetings",
]
