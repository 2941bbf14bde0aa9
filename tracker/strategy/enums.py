"""The enums of the strategy: steps and their checks, marks of the culture and measures."""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class Step(LabelledEnum):
    stakeholders = "stakeholders", N_("An overview of stakeholders, ranked")
    touchpoints = "touchpoints", N_("Touchpoints to the most important of them")
    readiness = "readiness", N_("An honest look at readiness")
    platforms = "platforms", N_("Platforms chosen, with strategy and guidelines")
    leadership = "leadership", N_("Leadership committed through a business case")


class Check(LabelledEnum):
    """One requirement of a step. Whether it is met is computed from the data, never ticked."""

    mapped = "mapped", N_("At least five stakeholders are on the map")
    worries = "worries", N_("Their worries are known")
    owned = "owned", N_("Somebody keeps in touch with each of high priority")
    met = "met", N_("We know where we meet those of high priority")
    good = "good", N_("At least one of those places works well")
    in_time = "in_time", N_("Answers come within the time we aim for")
    asked = "asked", N_("Everybody was asked in a pulse within a year")
    faced = "faced", N_("Each fear is met with something that was done")
    stances = (
        "stances",
        N_("Each platform in use has rules of our own: edited, or decided by somebody"),
    )
    everywhere = (
        "everywhere",
        N_("What holds everywhere is ours: edited, or decided by somebody"),
    )
    agreed = "agreed", N_("A leader has said yes to where we stand on each platform")
    written = "written", N_("The strategy is written")
    signed = "signed", N_("A leader has signed the strategy as it stands")
    case = "case", N_("The business case has a goal, a sponsor and assumptions")
    committed = (
        "committed",
        N_("A leader has signed the business case, and it is not open again"),
    )
    promised = "promised", N_("A leader has promised something within a year")
    quarter = "quarter", N_("The summary of the last quarter is signed")


class Mark(LabelledEnum):
    innovation = "innovation", N_("A culture of innovation")
    learning = "learning", N_("Failed attempts as learning")
    top = "top", N_("Commitment from the top")
    everyone = "everyone", N_("Every employee an innovator")


class Measure(LabelledEnum):
    """The measures that show a mark; the dashboard explains their formulas."""

    learned = "learned", N_("Ended attempts that taught something")
    across = "across", N_("Uses of lessons that came from another unit")
    founded = (
        "founded",
        N_("Attempts that didn't hold outright, and that somebody stood on"),
    )
    told = "told", N_("Concluded attempts that didn't hold outright, and are told")
    answered = "answered", N_("Attempts that a leader answered within a week")
    leading = "leading", N_("Leaders who told a lesson of their own")
    kept = "kept", N_("Promises kept, of those that were due")
    taking_part = "taking_part", N_("Colleagues who took part")
    reused = "reused", N_("Lessons that somebody else used within half a year")


SHOWN_BY = {
    Mark.innovation: (Measure.learned, Measure.across),
    Mark.learning: (Measure.founded, Measure.told),
    Mark.top: (Measure.answered, Measure.leading, Measure.kept),
    Mark.everyone: (Measure.taking_part, Measure.reused),
}

# The share from which on another measure is shown first. It is no target: no page says
# that a share above it is good, or that one below it is a failure.
ENOUGH = {
    Measure.learned: 0.8,
    Measure.across: 0.3,
    Measure.founded: 0.4,
    Measure.told: 0.3,
    Measure.answered: 0.5,
    Measure.leading: 0.5,
    Measure.kept: 0.8,
    Measure.taking_part: 0.3,
    Measure.reused: 0.4,
}
