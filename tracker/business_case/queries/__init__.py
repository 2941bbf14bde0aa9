"""Answers about the business case."""

from tracker.business_case.queries.evidence import (
    EvidenceView,
    evidence_of,
    evidence_seen_by,
    public_evidence,
    suggested_attempts,
)
from tracker.business_case.queries.history import FieldChange, changes
from tracker.business_case.queries.presentation import (
    AssumptionView,
    CaseView,
    assumption_view,
    assumptions,
    case_view,
    live,
)
from tracker.business_case.queries.state import (
    SignatureStatus,
    signature_status,
    signatures_of,
    version_numbered,
    versions_of,
)

__all__ = [
    "AssumptionView",
    "CaseView",
    "EvidenceView",
    "FieldChange",
    "SignatureStatus",
    "assumption_view",
    "assumptions",
    "case_view",
    "changes",
    "evidence_of",
    "evidence_seen_by",
    "live",
    "public_evidence",
    "signature_status",
    "signatures_of",
    "suggested_attempts",
    "version_numbered",
    "versions_of",
]
