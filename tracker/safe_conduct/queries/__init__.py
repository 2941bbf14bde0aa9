"""Queries of the safe conduct and of backings."""

from tracker.safe_conduct.queries.backing import backers_of
from tracker.safe_conduct.queries.breach_report import (
    counts_told,
    reports_to,
    reports_to_settle,
)
from tracker.safe_conduct.queries.safe_conduct import (
    SignedConduct,
    conduct_numbered,
    conduct_to_sign,
    conducts,
    first_signed_on,
    signatures_by_conduct,
    signed_conduct,
)

__all__ = [
    "SignedConduct",
    "backers_of",
    "conduct_numbered",
    "conduct_to_sign",
    "conducts",
    "counts_told",
    "first_signed_on",
    "reports_to",
    "reports_to_settle",
    "signatures_by_conduct",
    "signed_conduct",
]
