"""The forms of the business case, of an assumption, and of evidence for or against one."""

from tracker.business_case.forms.case import AssumptionForm, CaseForm
from tracker.business_case.forms.evidence import EvidenceForm

__all__ = ["AssumptionForm", "CaseForm", "EvidenceForm"]
