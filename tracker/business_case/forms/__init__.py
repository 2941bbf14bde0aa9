"""The forms of the business case: itself, an assumption, and what an attempt says about one."""

from tracker.business_case.forms.case import AssumptionForm, CaseForm
from tracker.business_case.forms.evidence import EvidenceForm

__all__ = ["AssumptionForm", "CaseForm", "EvidenceForm"]
