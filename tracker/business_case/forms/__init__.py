"""The forms of the business case: itself, an assumption, and what an attempt says about one."""

from tracker.business_case.forms.arguing import EvidenceForm
from tracker.business_case.forms.drafting import AssumptionForm, CaseForm

__all__ = ["AssumptionForm", "CaseForm", "EvidenceForm"]
