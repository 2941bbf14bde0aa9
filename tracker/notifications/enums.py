"""What one may be told, and how."""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class Kind(LabelledEnum):
    comment = "comment", N_("Somebody comments on my attempt")
    reply = "reply", N_("Somebody replies to me")
    mention = "mention", N_("Somebody mentions me")
    endorsement = "endorsement", N_("Somebody endorses my attempt")
    build_on = "build_on", N_("Somebody builds on my attempt")
    reuse = "reuse", N_("Somebody used my lesson")
    evidence = "evidence", N_("Another attempt speaks for or against my lesson")
    conclusion = (
        "conclusion",
        N_("An attempt that I endorsed, discussed or built on is concluded"),
    )
    claimed = (
        "claimed",
        N_("An attempt that I endorsed, discussed or built on gets its author's name"),
    )
    awaiting = "awaiting", N_("My attempt awaits its lesson")
    review = "review", N_("My lesson is a year old: is it still true?")
    concern = "concern", N_("Something personal may stand somewhere")
    asked = "asked", N_("Somebody asks what one may do")
    answered = (
        "answered",
        N_("What I asked or proposed about the guidelines is answered"),
    )
    proposed = "proposed", N_("Somebody proposes to change a guideline")
    promised = "promised", N_("A leader promises something")
    due = "due", N_("What I promised is soon due")
    kept = "kept", N_("A leader answers for a promise")
    drafted = "drafted", N_("A summary, the business case or the strategy is drafted")
    to_sign = "to_sign", N_("Something waits for my signature")
    signed = (
        "signed",
        N_("The leaders sign a summary, the business case or the strategy"),
    )
    reopened = "reopened", N_("The business case is opened again")
    contact = "contact", N_("It is time to talk to a stakeholder of mine again")
    pulse_opened = "pulse_opened", N_("A pulse begins")
    pulse_closed = "pulse_closed", N_("A pulse is closed, and can be read")
    review_rules = "review_rules", N_("A guideline that I had read has changed")


class Way(LabelledEnum):
    site = "site", N_("Here")
    mail = "mail", N_("Here and in Tuesday's mail")
    off = "off", N_("Not at all")


ONLY_HERE = (
    Kind.endorsement,
    Kind.comment,
    Kind.concern,
    Kind.promised,
    Kind.drafted,
    Kind.pulse_closed,
)
USUAL = {kind: Way.site if kind in ONLY_HERE else Way.mail for kind in Kind}
