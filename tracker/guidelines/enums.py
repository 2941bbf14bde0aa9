"""Questions and verdicts of "May I?"."""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class SpeakingFor(LabelledEnum):
    """On whose behalf the person speaks."""

    private = "private", N_("For myself, privately")
    myself = "myself", N_("For myself, about my work")
    organisation = "organisation", N_("For us all, as the organisation")


class People(LabelledEnum):
    """Who else is in it."""

    nobody = "nobody", N_("No, nobody else")
    agreed = "agreed", N_("Yes, and they have said yes")
    not_asked = "not_asked", N_("Yes, and I have not asked them")
    children = "children", N_("Yes, children or others who cannot say yes themselves")


class About(LabelledEnum):
    """Which topic that needs care the post is about; the values are those of `Touches`."""

    nothing = "nothing", N_("No, none of them")
    case = "case", N_("A citizen or a customer, or their case")
    heated = (
        "heated",
        N_("A heated debate, a crisis, politics, or something not decided yet"),
    )
    colleague = "colleague", N_("A colleague")
    paid = "paid", N_("Money or a supplier: adverts, prizes, agreements")


class CheckVerdict(LabelledEnum):
    """The verdict of "May I?"."""

    free = "free", N_("You are free to speak")
    yes = "yes", N_("Yes, you may")
    ask = "ask", N_("Ask first, it is quickly done")
    leave = "leave", N_("Not like that, but perhaps like this")
