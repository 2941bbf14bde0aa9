"""The business case, its assumptions, their evidence, and signed versions."""

from tracker.business_case.models.assumption import Assumption, assumption_problems
from tracker.business_case.models.case import BusinessCase, case_problems
from tracker.business_case.models.evidence import CaseEvidence, case_evidence_problems
from tracker.business_case.models.reopening import Reopening, refuted_since
from tracker.business_case.models.status import EvidenceItem, status_of
from tracker.business_case.models.value import Totals, gaps_of, totals_of
from tracker.business_case.models.version import (
    CaseSignature,
    CaseVersion,
    case_as_dict,
    digest_of,
)

__all__ = [
    "Assumption",
    "BusinessCase",
    "CaseEvidence",
    "CaseSignature",
    "CaseVersion",
    "EvidenceItem",
    "Reopening",
    "Totals",
    "assumption_problems",
    "case_as_dict",
    "case_evidence_problems",
    "case_problems",
    "digest_of",
    "gaps_of",
    "refuted_since",
    "status_of",
    "totals_of",
]
