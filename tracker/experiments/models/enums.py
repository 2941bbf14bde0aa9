"""Closed lists of the plan card."""

from __future__ import annotations

import datetime as dt

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class Stage(LabelledEnum):
    draft = "draft", N_("Draft")
    planned = "planned", N_("Planned")
    running = "running", N_("Running")
    concluded = "concluded", N_("Concluded")


class Visibility(LabelledEnum):
    everyone = "everyone", N_("Everyone")
    unit = "unit", N_("My unit")


class ReviewIn(LabelledEnum):
    """When a review day is, as a choice."""

    week = "week", N_("In a week")
    fortnight = "fortnight", N_("In two weeks")
    month = "month", N_("In a month")
    date = "date", N_("On another day")

    def day(self, on: dt.date) -> dt.date | None:
        """The review day, counted from a day; None for another day."""
        days = {"week": 7, "fortnight": 14, "month": 30}
        if self.value in days:
            return on + dt.timedelta(days=days[self.value])
        return None


class Format(LabelledEnum):
    post = "post", N_("Post"), {"synonyms": ["opslag"]}
    story = "story", N_("Story"), {"synonyms": ["historie"]}
    video = "video", N_("Video")
    live = "live", N_("Live")
    reply = "reply", N_("Reply"), {"synonyms": ["svar"]}
    group = "group", N_("Group"), {"synonyms": ["gruppe"]}
    campaign = "campaign", N_("Campaign"), {"synonyms": ["kampagne"]}
    advert = "advert", N_("Advert"), {"synonyms": ["annonce"]}
    other = "other", N_("Other format"), {"synonyms": ["andet", "et andet format"]}
