"""The words of a guideline."""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class Stance(LabelledEnum):
    """How far the organisation has come with a platform."""

    active = "active", N_("We are active here")
    trying = "trying", N_("We are trying it out")
    listening = "listening", N_("We listen, and don't post")
    not_now = "not_now", N_("Not now")


class ClauseKind(LabelledEnum):
    """What a clause says."""

    may = "may", N_("You may")
    recommend = "recommend", N_("We recommend")
    ask = "ask", N_("Ask first")
    dont = "dont", N_("Don't")


class Touches(LabelledEnum):
    """What a post has in it when a clause is about it; "May I?" finds clauses by these."""

    work = "work", N_("One's own work")
    people = "people", N_("Somebody who can be recognised")
    children = "children", N_("Children, or others who cannot say yes themselves")
    case = "case", N_("A case, a citizen or a customer")
    colleague = "colleague", N_("A colleague")
    paid = "paid", N_("Money: adverts, prizes, agreements")
    heated = "heated", N_("A heated debate, a crisis, or politics")


class ShortAnswer(LabelledEnum):
    """What an answer comes down to, for somebody who reads no further."""

    yes = "yes", N_("Yes")
    yes_if = "yes_if", N_("Yes, if …")
    no = "no", N_("Not this time")


class ProposalKind(LabelledEnum):
    """What somebody would like to happen to a clause."""

    change = "change", N_("Say it differently")
    lift = "lift", N_("Lift it")
    new = "new", N_("A new one")


class ToneKind(LabelledEnum):
    """What a phrase of our tone is."""

    value = "value", N_("How we sound")
    reply = "reply", N_("A reply to copy")
