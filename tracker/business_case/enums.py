"""The words of the business case.

How an assumption stands is derived from its evidence, never typed.
"""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class AssumptionKind(LabelledEnum):
    """What an assumption is about."""

    benefit = "benefit", N_("Benefit")
    cost = "cost", N_("Running cost")
    risk = "risk", N_("Risk")


class AssumptionStatus(LabelledEnum):
    """How an assumption stands."""

    untested = "untested", N_("Untested")
    supported = "supported", N_("Supported")
    contested = "contested", N_("Contested")
    refuted = "refuted", N_("Refuted")


class CaseState(LabelledEnum):
    """How the whole stands with those who sign it."""

    unsigned = "unsigned", N_("Not signed yet")
    signed = "signed", N_("Signed")
    changed = "changed", N_("Changed since it was signed")
    reopened = "reopened", N_("Reopened")
