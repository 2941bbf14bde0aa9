"""Closed lists: what became of a fear, and the measures of a quarter."""

from __future__ import annotations

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class FearResult(LabelledEnum):
    """What became of a fear."""

    no = "no", N_("No"), {"short": N_("It did not happen")}
    passed = "passed", N_("Yes, it passed"), {"short": N_("It happened, and passed")}
    hurt = "hurt", N_("Yes, it hurt"), {"short": N_("It happened, and hurt")}


class CircleChoice(LabelledEnum):
    """An author's answer to whether the others may see an attempt."""

    yes = "yes", N_("Yes, by my name")
    unnamed = "unnamed", N_("Yes, without my name for now")
    no = "no", N_("No, it stays with the unit")


class CohortMeasure(LabelledEnum):
    """What is counted of those who began something in one quarter."""

    tried_again = (
        "tried_again",
        N_("First-timers who try again"),
        {
            "hint": N_(
                "People who shared another attempt by name within 90 days of their first ÷"
                " people whose first attempt by name was shared in the quarter."
            )
        },
    )
    named_later = (
        "named_later",
        N_("Shared without a name, and claimed"),
        {
            "hint": N_(
                "Attempts that their author put a name to within 90 days ÷ attempts that were"
                " shared with everyone without a name in the quarter; and the median of days."
            )
        },
    )
    shared_draft = (
        "shared_draft",
        N_("Drafts that are shared"),
        {
            "hint": N_(
                "People who shared a draft within 30 days ÷ people who began one in the quarter."
                " A draft that was thrown away is not known any more, and not counted."
            )
        },
    )
