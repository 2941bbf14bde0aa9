"""The enums of the business case."""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class AssumptionKind(LabelledEnum):
    """The kinds of assumptions."""

    benefit = "benefit", N_("Benefit")
    cost = "cost", N_("Running cost")
    risk = "risk", N_("Risk")


class AssumptionStatus(LabelledEnum):
    """The status of an assumption; derived from its evidence, never typed."""

    untested = "untested", N_("Untested")
    supported = "supported", N_("Supported")
    contested = "contested", N_("Contested")
    refuted = "refuted", N_("Refuted")


class CaseState(LabelledEnum):
    """The state of the signatures."""

    unsigned = "unsigned", N_("Not signed yet")
    signed = "signed", N_("Signed")
    changed = "changed", N_("Changed since it was signed")
    reopened = "reopened", N_("Reopened")


class Gap(LabelledEnum):
    """What a business case lacks, so that a signature under it says little."""

    no_amounts = "no_amounts", N_("Nothing in it has an amount.")
    untested = "untested", N_("Nobody has tested anything that it rests on.")
