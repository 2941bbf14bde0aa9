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
        source: Where the numbers come from.
        limits: What they cannot tell.
    """

    cause: str
    source: str
    limits: str

    tried_again = (
        "tried_again",
        N_("First-timers who try again"),
        {
            "cause": N_("Thanked or answered"),
            "source": N_("Shared attempts by name, endorsements and comments"),
            "limits": N_(
                "Whom colleagues thank is not drawn by lot: a better first attempt may get both"
                " thanks and a second one."
            ),
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
            "source": N_("Attempts without a name, their history and comments"),
            "limits": N_(
                "What is answered is not drawn by lot, and some may have meant to put a name to it"
                " all along."
            ),
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
            "source": N_(
                "Drafts and shared attempts, by the day they were begun and shared"
            ),
            "limits": N_(
                "It stands first where most is tried, so the platforms differ in more than that."
                " A trial by lot tells them apart."
            ),
            "hint": N_(
                "People who shared a draft within 30 days ÷ people who began one in the quarter,"
                " on platforms where “what happened” stood beside the form, and on those where"
                " it did not. A draft that was thrown away is not known any more, and not counted;"
                " what was shared without a name is not counted either. A quarter with a trial of"
                " this shows nothing here."
            ),
        },
    )

    @classmethod
    def traits(cls) -> dict[str, object]:
        return {"cause": "", "source": "", "limits": ""}


class DrawnBy(LabelledEnum):
    """What is drawn into the two halves of a trial."""

    draft = (
        "draft",
        N_("Draft by draft"),
        {"hint": N_("Of two drafts one sees it. It takes the fewest people.")},
    )
    unit = (
        "unit",
        N_("Unit by unit"),
        {"hint": N_("Of two units of about the same size one sees it.")},
    )


class TrialVariant(LabelledEnum):
    """Words of the product that a trial can show to one half and not to the other.

    A new one is a member here and one question to `part_in_trial` of `queries/trial.py` where
    its words stand.

    Attributes:
        hypothesis: What is believed of it, for the plan of the trial.
        told: What those are told whose draft takes part.
    """

    hypothesis: str
    told: str

    what_happened = (
        "what_happened",
        N_("“What happened” beside the form"),
        {
            "hypothesis": N_(
                "more of those who begin a draft share it when the form shows how often what"
                " others feared came true"
            ),
            "told": N_(
                "We try whether “What happened” beside the form makes more people share their"
                " draft. A lot decided whether it stands here."
            ),
        },
    )

    @classmethod
    def traits(cls) -> dict[str, object]:
        return {"hypothesis": "", "told": ""}
