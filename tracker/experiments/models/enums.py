"""Closed lists of the plan card."""

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


class Format(LabelledEnum):
    post = "post", N_("Post"), {"synonyms": ["opslag"]}
    story = "story", N_("Story"), {"synonyms": ["historie"]}
    video = "video", N_("Video")
    live = "live", N_("Live")
    reply = "reply", N_("Reply"), {"synonyms": ["svar"]}
    group = "group", N_("Group"), {"synonyms": ["gruppe"]}
    campaign = "campaign", N_("Campaign"), {"synonyms": ["kampagne"]}
    advert = "advert", N_("Advert"), {"synonyms": ["annonce"]}
    other = "other", N_("Other format"), {"synonyms": ["andet"]}
