"""Answers about the business case."""

from tracker.business_case.queries.evidence import (
    Behind,
    behind,
    evidence_seen_by,
    likely,
)
from tracker.business_case.queries.history import Differs, changes
from tracker.business_case.queries.presentation import (
    Line,
    Told,
    assumptions,
    line_of,
    live,
    told_of,
)
from tracker.business_case.queries.state import (
    Stand,
    signatures_of,
    stand_of,
    version_numbered,
    versions_of,
)

__all__ = [
    "Behind",
    "Differs",
    "Line",
    "Stand",
    "Told",
    "assumptions",
    "behind",
    "changes",
    "evidence_seen_by",
    "likely",
    "line_of",
    "live",
    "signatures_of",
    "stand_of",
    "told_of",
    "version_numbered",
    "versions_of",
]
