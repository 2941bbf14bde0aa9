"""The first thing to try with a stakeholder, by what worries them and where they are met.

A worry is what people wrote; its kind is found by words, of which the first that is in
it counts. What no word tells has no advice of its own.
"""

from __future__ import annotations

import re

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_
from tracker.stakeholders.models import Channel, Gap
from tracker.stakeholders.queries import MatrixRow


class Worry(LabelledEnum):
    """Kinds of worries, and the words that tell them."""

    words: tuple[str, ...]

    exposure = (
        "exposure",
        "",
        {"words": ("forside", "front page", "avis", "newspaper", "skandale")},
    )
    rules = (
        "rules",
        "",
        {"words": ("regler", "rules", "persondata", "personal data", "gdpr", "loven")},
    )
    backing = (
        "backing",
        "",
        {"words": ("bag mig", "by me", "hængt ud", "hung out", "må jeg", "may i")},
    )
    heard = (
        "heard",
        "",
        {"words": ("lytter", "listen", "spurgt", "asked", "hører", "hear", "sender")},
    )
    reliance = (
        "reliance",
        "",
        {"words": ("passet", "looked after", "planlægge", "plan on", "stole", "rely")},
    )
    answer = (
        "answer",
        "",
        {"words": ("svar", "answer", "nogen", "anyone", "hvem", "whom", "hvor lang")},
    )

    @classmethod
    def traits(cls) -> dict[str, object]:
        return {"words": ()}


OPEN_TO_ALL = (Channel.social, Channel.web, Channel.app)
ONE_TO_ONE = (Channel.mail, Channel.phone, Channel.letter)
ADVICE = {
    Worry.exposure: (
        N_(
            "Show what you did about the last mistake before anybody asks, in one post."
        ),
        N_("Call first the next time something goes wrong, before they read it."),
        N_("Meet for ten minutes: what went wrong lately, and what you learnt."),
    ),
    Worry.rules: (
        N_("Post in plain words what you do with what people send you."),
        N_("Put one sentence under every answer: what you keep, and for how long."),
        N_("Walk through one real case together, from the question to the answer."),
    ),
    Worry.backing: (
        N_(
            "Let a leader thank somebody in the open for trying, by the person's leave."
        ),
        N_("Write whom one calls when it gets rough, and call back within a day."),
        N_("Ask three of them what they would need in order to dare."),
    ),
    Worry.heard: (
        N_("Ask one question, and tell two weeks later what you did with the answers."),
        N_("Call five who wrote, and ask what would have been better."),
        N_("Show up where they meet anyway, and only listen."),
    ),
    Worry.reliance: (
        N_("Show an ordinary day as it is, with the leave of those who are seen."),
        N_("Say what comes next and when, and write again on that day."),
        N_("Invite them behind the scenes for an hour, and answer what they ask."),
    ),
    Worry.answer: (
        N_("Answer the next ten questions in the open, with a name under each."),
        N_("Say at once when the answer comes, and count how many then ask again."),
        N_("Sit where they come by, an hour a week, and note what they ask."),
    ),
}


def advice_for(row: MatrixRow) -> str | None:
    """The first thing to try with the stakeholder of a row; None where no word tells."""
    worry = worry_of(row.stakeholder.worry)
    if worry is None:
        return None
    in_the_open, direct, in_person = ADVICE[worry]
    channel = channel_of(row)
    if channel in OPEN_TO_ALL:
        return in_the_open
    if channel in ONE_TO_ONE:
        return direct
    return in_person


def worry_of(text: str) -> Worry | None:
    """The kind of a worry."""
    said = text.casefold()
    for worry in Worry:
        if any(re.search(rf"\b{word}", said) for word in worry.words):
            return worry
    return None


def channel_of(row: MatrixRow) -> Channel:
    """Where to try: on their platform where they are met nowhere, else where it works worst."""
    if row.gap is Gap.nowhere and row.platform_to_try:
        return Channel.social
    met = sorted(row.stakeholder.met, key=lambda point: (point.quality, point.id))
    if met:
        return met[0].channel
    return Channel.in_person
