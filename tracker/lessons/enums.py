"""The words of the learning card and of what a lesson is worth. No outcome is a win or a loss."""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class Outcome(LabelledEnum):
    supported = "supported", N_("Held")
    refuted = "refuted", N_("Didn't hold")
    mixed = "mixed", N_("Partly held")
    inconclusive = "inconclusive", N_("Unsettled")
    stopped = "stopped", N_("Stopped early")


class Decision(LabelledEnum):
    adopt = "adopt", N_("make it permanent")
    adapt = "adapt", N_("adapt it")
    stop = "stop", N_("leave it")
    retry = "retry", N_("try again")


class Confidence(LabelledEnum):
    weak = "weak", N_("Weak")
    fair = "fair", N_("Fair")
    strong = "strong", N_("Strong")


class Reaction(LabelledEnum):
    """What kind of critical reaction it was that somebody answered."""

    facts = "facts", N_("Wrong facts")
    anger = "anger", N_("Anger")
    sarcasm = "sarcasm", N_("Sarcasm")
    case = "case", N_("Somebody's own case")
    press = "press", N_("The press")
    trolling = "trolling", N_("Trolling")


class Bearing(LabelledEnum):
    supports = "supports", N_("Supports it")
    contradicts = "contradicts", N_("Contradicts it")


class Standing(LabelledEnum):
    """How well a lesson stands; derived from its evidence, never typed."""

    emerging = "emerging", N_("Emerging")
    supported = "supported", N_("Supported")
    confirmed = "confirmed", N_("Confirmed")
    contested = "contested", N_("Contested")
    retired = "retired", N_("Retired")
