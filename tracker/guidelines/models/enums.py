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
    """The kinds of clauses."""

    may = "may", N_("You may")
    recommend = "recommend", N_("We recommend")
    ask = "ask", N_("Ask first")
    dont = "dont", N_("Don't")


class Touches(LabelledEnum):
    """The topics of clauses, by which "May I?" finds the clauses that apply."""

    work = "work", N_("One's own work")
    people = "people", N_("Somebody who can be recognised")
    children = "children", N_("Children, or others who cannot say yes themselves")
    case = "case", N_("A case, a citizen or a customer")
    colleague = "colleague", N_("A colleague")
    paid = "paid", N_("Money: adverts, prizes, agreements")
    heated = "heated", N_("A heated debate, a crisis, or politics")


class AppliesTo(LabelledEnum):
    """To whom a clause applies, by whom a person speaks for."""

    work = "work", N_("Everybody at work"), {"short": N_("holds for everybody at work")}
    myself = (
        "myself",
        N_("Whoever speaks in their own name about their work"),
        {"short": N_("holds in one's own name")},
    )
    organisation = (
        "organisation",
        N_("Whoever speaks for us all, as the organisation"),
        {"short": N_("holds when we speak as the organisation")},
    )
    private = (
        "private",
        N_("Whoever speaks privately"),
        {
            "short": N_("holds privately"),
            "hint": N_("only what one may do: no guideline limits private speech"),
        },
    )


class Asks(LabelledEnum):
    """Who is asked by a clause of the kind "ask", where it is nobody of the organisation."""

    themselves = "themselves", N_("Those it is about; their yes is enough")


class ShortAnswer(LabelledEnum):
    """The short form of an answer: yes, no, or on a condition."""

    yes = "yes", N_("Yes")
    yes_if = "yes_if", N_("Yes, if …")
    no = "no", N_("Not this time")


class ProposalKind(LabelledEnum):
    """The kinds of proposals."""

    change = "change", N_("Say it differently")
    lift = "lift", N_("Lift it")
    new = "new", N_("A new one")


class ToneKind(LabelledEnum):
    """The kinds of phrases."""

    value = "value", N_("How we sound")
    reply = "reply", N_("A reply to copy")
