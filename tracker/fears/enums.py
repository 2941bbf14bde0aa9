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
    """What is counted of those who began something in one quarter.

    Each is counted twice: with what may move it and, beside it, without.

    Attributes:
        cause: What the first column has and the second has not.
    """

    cause: str

    tried_again = (
        "tried_again",
        N_("First-timers who try again"),
        {
            "cause": N_("Thanked or answered"),
            "hint": N_(
                "People who shared another attempt by name 15 to 90 days after their first ÷"
                " people whose first attempt by name was shared in the quarter. Thanked or"
                " answered: a colleague endorsed or commented it within 14 days. Whoever tried"
                " again before that is left out."
            ),
        },
    )
    named_later = (
        "named_later",
        N_("Shared without a name, and claimed"),
        {
            "cause": N_("Answered"),
            "hint": N_(
                "Attempts that their author put a name to 15 to 90 days after ÷ attempts that"
                " were shared with everyone without a name in the quarter; and the median of"
                " days. Answered: somebody commented it within 14 days. What was claimed before"
                " that is left out."
            ),
        },
    )
    shared_draft = (
        "shared_draft",
        N_("Drafts that are shared"),
        {
            "cause": N_("“What happened” stood beside the form"),
            "hint": N_(
                "People who shared a draft within 30 days ÷ people who began one in the quarter,"
                " on platforms where “what happened” stood beside the form, and on those where"
                " it did not. A draft that was thrown away is not known any more, and not counted."
            ),
        },
    )

    @classmethod
    def traits(cls) -> dict[str, object]:
        return {"cause": ""}
