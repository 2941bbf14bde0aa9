"""Kinds of notices: what one may be told of."""

from __future__ import annotations

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_
from tracker.notifications.delivery import BASE, Audience, Delivery, Page, Reader, Topic


def _kind(value: str, label: str, **more: object) -> tuple[str, str, dict]:
    """A member of `NoticeKind`, its attributes by their names."""
    return value, label, more


class NoticeKind(LabelledEnum):
    """What one may be told of.

    Attributes:
        sentence: What is told, with %(who)s, %(title)s and %(n)s; "" leaves it to texts.py.
        usual: How it is delivered until the reader chooses, under the topic `group`.
        reader: Who may be told at all.
        audience: Whom it concerns, where the act does not say so.
        event: The ids that make an event another one; `by_word`, its word, too.
        page: Where it leads.
    """

    @classmethod
    def traits(cls) -> dict[str, object]:
        return dict(BASE)

    comment = _kind(
        "comment",
        N_("Somebody comments on my attempt"),
        sentence=N_("%(who)s commented on “%(title)s”"),
        usual=Delivery.site,
        audience=Audience.spoken_to,
        event=("comment",),
    )
    reply = _kind(
        "reply",
        N_("Somebody replies to me"),
        usual=Delivery.at_once,
        sentence=N_("%(who)s replied to you about “%(title)s”"),
        audience=Audience.spoken_to,
        event=("comment",),
    )
    mention = _kind(
        "mention",
        N_("Somebody mentions me"),
        usual=Delivery.at_once,
        sentence=N_("%(who)s mentioned you about “%(title)s”"),
        audience=Audience.mentioned,
        event=("comment",),
    )
    endorsement = _kind(
        "endorsement",
        N_("Somebody endorses my attempt"),
        usual=Delivery.site,
        audience=Audience.authors,
        event=("experiment", "by", "word"),
        by_word=True,
        page=Page.endorsements,
    )
    build_on = _kind(
        "build_on",
        N_("Somebody builds on my attempt"),
        sentence=N_("%(who)s builds on “%(title)s”"),
        audience=Audience.authors,
        event=("experiment", "child"),
        page=Page.about,
    )
    reuse = _kind(
        "reuse",
        N_("Somebody used my lesson"),
        audience=Audience.of_lesson,
        event=("reuse",),
        page=Page.lesson,
    )
    evidence = _kind(
        "evidence",
        N_("Another attempt speaks for or against my lesson"),
        audience=Audience.of_lesson,
        event=("lesson", "source"),
        page=Page.lesson,
    )
    conclusion = _kind(
        "conclusion",
        N_("An attempt that I follow, endorsed, discussed or built on is concluded"),
        sentence=N_("“%(title)s” is concluded. See what it taught"),
        audience=Audience.waited_for_result,
        event=("experiment",),
    )
    claimed = _kind(
        "claimed",
        N_("An attempt that I endorsed, discussed or built on gets its author's name"),
        sentence=N_("%(who)s stands by “%(title)s” by name"),
        audience=Audience.took_part,
        event=("experiment",),
    )
    awaiting = _kind(
        "awaiting",
        N_("My attempt awaits its lesson"),
        sentence=N_("“%(title)s” awaits its lesson. What did it teach you?"),
        usual=Delivery.at_once,
        page=Page.conclusion,
    )
    review = _kind(
        "review",
        N_("My lesson is a year old: is it still true?"),
        sentence=N_("Is what “%(title)s” taught still true?"),
        page=Page.lesson,
    )
    concern = _kind(
        "concern",
        N_("Something personal may stand somewhere"),
        usual=Delivery.at_once,
        reader=Reader.facilitators,
        audience=Audience.facilitators,
        event=("concern",),
        by_word=True,
        page=Page.concerns,
    )
    asked = _kind(
        "asked",
        N_("Somebody asks what one may do"),
        group=Topic.frame,
        usual=Delivery.at_once,
        reader=Reader.facilitators,
    )
    answered = _kind(
        "answered",
        N_("What I asked or proposed about the guidelines is answered"),
        group=Topic.frame,
        sentence=N_("There is an answer about the guidelines to you"),
    )
    proposed = _kind(
        "proposed",
        N_("Somebody proposes to change a guideline"),
        group=Topic.frame,
        sentence=N_("Somebody proposes to change a guideline"),
        reader=Reader.both,
    )
    promised = _kind(
        "promised",
        N_("A leader promises something"),
        group=Topic.leaders,
        usual=Delivery.site,
        audience=Audience.authors,
        event=("commitment",),
    )
    due = _kind(
        "due",
        N_("What I promised is soon due"),
        group=Topic.leaders,
        reader=Reader.leaders,
    )
    kept = _kind(
        "kept",
        N_("A leader answers for a promise"),
        group=Topic.leaders,
        audience=Audience.authors,
        event=("commitment",),
    )
    drafted = _kind(
        "drafted",
        N_("A summary, the business case or the strategy is drafted"),
        group=Topic.leaders,
        usual=Delivery.site,
        reader=Reader.facilitators,
    )
    to_sign = _kind(
        "to_sign",
        N_("Something waits for my signature"),
        group=Topic.leaders,
        reader=Reader.leaders,
    )
    signed = _kind(
        "signed",
        N_("The leaders sign a summary, the business case or the strategy"),
        group=Topic.leaders,
    )
    reopened = _kind(
        "reopened",
        N_("The business case is opened again"),
        group=Topic.leaders,
        sentence=N_("An assumption did not hold: the business case is open again"),
    )
    contact = _kind(
        "contact",
        N_("It is time to talk to a stakeholder of mine again"),
        group=Topic.frame,
        sentence=N_("It is time to talk to a stakeholder again"),
    )
    pulse_opened = _kind(
        "pulse_opened",
        N_("A pulse begins"),
        group=Topic.frame,
        sentence=N_("A pulse has begun: how does it feel to try something here?"),
    )
    pulse_closed = _kind(
        "pulse_closed",
        N_("A pulse is closed, and can be read"),
        group=Topic.frame,
        sentence=N_("The pulse is closed. See what it tells"),
        usual=Delivery.site,
    )
    review_rules = _kind(
        "review_rules",
        N_("A guideline that I had read has changed"),
        group=Topic.frame,
        sentence=N_("A guideline that you had read has a new edition. Have a look"),
    )
    to_start = _kind(
        "to_start",
        N_("My plan: have we begun?"),
        sentence=N_("Have you begun “%(title)s”?"),
        usual=Delivery.at_once,
        page=Page.start,
    )
    recalled = _kind(
        "recalled",
        N_("A lesson that I use no longer holds, or is contested"),
        audience=Audience.dependants,
        page=Page.lesson,
    )
    held = _kind(
        "held",
        N_("Three weeks after I used a lesson: did it hold?"),
        sentence=N_("You used what “%(title)s” taught. Did it hold with you?"),
        page=Page.lesson,
    )
    implementation = _kind(
        "implementation",
        N_("What we decided was to be carried out: was it?"),
        sentence=N_("What you decided after “%(title)s”: is it carried out?"),
        page=Page.implementation,
    )
    looked_into = _kind(
        "looked_into",
        N_("An attempt answers an open question of mine"),
        sentence=N_("“%(title)s” answers what you asked. See what it taught"),
        audience=Audience.askers,
        event=("experiment",),
    )
    invited = _kind(
        "invited",
        N_("Somebody asks me to stand as co-author"),
        sentence=N_("%(who)s asks whether you want to stand as co-author"),
        usual=Delivery.at_once,
    )
    question = _kind(
        "question",
        N_("Somebody asks me about my attempt"),
        sentence=N_("%(who)s asked you about “%(title)s”"),
        usual=Delivery.at_once,
        audience=Audience.spoken_to,
        event=("comment",),
    )
    followed = _kind(
        "followed",
        N_("Something is new about what I follow"),
        usual=Delivery.site,
        audience=Audience.followers,
        event=("experiment", "word"),
        by_word=True,
    )
    backed = _kind(
        "backed",
        N_("A leader backs my attempt before its result is known"),
        group=Topic.leaders,
        sentence=N_("%(who)s says: “%(title)s” is worth it, whatever comes of it"),
        audience=Audience.authors,
        event=("experiment", "by"),
    )
    undelivered = _kind(
        "undelivered",
        N_("An invitation that I sent does not arrive"),
        group=Topic.frame,
        sentence=N_("An invitation that you sent does not arrive. See why"),
        usual=Delivery.at_once,
        reader=Reader.admins,
    )
    mailed = _kind(
        "mailed",
        N_("A mail of mine has become a draft"),
        sentence=N_("Your mail is a draft now, which only you see"),
    )
