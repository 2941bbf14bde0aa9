"""Five typical assumptions to start from; they are translated when they are added."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.business_case.enums import AssumptionKind
from tracker.core.validation import N_


@dataclass(frozen=True)
class DefaultAssumption:
    kind: AssumptionKind
    text: str
    basis: str


TYPICAL = {
    "calls": DefaultAssumption(
        AssumptionKind.benefit,
        N_("A question that we answer in public is asked less often by phone."),
        N_(
            "Calls about it in a usual week × weeks of the period × what a call costs × the part"
            " that falls away."
        ),
    ),
    "applicants": DefaultAssumption(
        AssumptionKind.benefit,
        N_("When colleagues tell of their work, people apply without a paid advert."),
        N_(
            "Paid adverts in a usual year × what one costs × the part that we can do without."
        ),
    ),
    "lessons": DefaultAssumption(
        AssumptionKind.benefit,
        N_(
            "Colleagues use each other's lessons, and save the hours that trying the same again"
            " would cost."
        ),
        N_(
            "Lessons that were used × hours saved each time × what an hour costs. The dashboard"
            " counts the first two."
        ),
    ),
    "answering": DefaultAssumption(
        AssumptionKind.cost,
        N_("Answering takes two hours a week in each unit that takes part."),
        N_("Units × hours a week × weeks of the period × what an hour costs."),
    ),
    "reaction": DefaultAssumption(
        AssumptionKind.risk,
        N_(
            "A critical reaction that we answer badly takes days of work, and costs trust."
        ),
        N_(
            "Days of work × people × what a day costs, for as many times as you expect it in the"
            " period."
        ),
    ),
}
