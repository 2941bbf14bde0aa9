"""What one may be told, and how."""

from tracker.rules import N_, Word


class Kind(Word):
    comment = "comment", N_("Somebody comments on my attempt")
    reply = "reply", N_("Somebody replies to me")
    mention = "mention", N_("Somebody mentions me")
    endorsement = "endorsement", N_("Somebody endorses my attempt")
    build_on = "build_on", N_("Somebody builds on my attempt")
    reuse = "reuse", N_("Somebody used my lesson")
    evidence = "evidence", N_("Another attempt speaks for or against my lesson")
    conclusion = "conclusion", N_("An attempt that I endorsed, discussed or built on is concluded")
    claimed = "claimed", N_("An attempt that I endorsed, discussed or built on gets its author's name")
    awaiting = "awaiting", N_("My attempt awaits its lesson")
    review = "review", N_("My lesson is a year old: is it still true?")
    concern = "concern", N_("Something personal may stand somewhere")


class Way(Word):
    site = "site", N_("Here")
    mail = "mail", N_("Here and in Tuesday's mail")
    off = "off", N_("Not at all")


USUAL = {kind: Way.site if kind in (Kind.endorsement, Kind.comment, Kind.concern) else Way.mail for kind in Kind}
