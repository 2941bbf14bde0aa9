"""Closed lists of stakeholders and touchpoints."""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class Channel(LabelledEnum):
    mail = "mail", N_("Mail")
    phone = "phone", N_("Phone")
    social = "social", N_("Social platform")
    web = "web", N_("Web")
    app = "app", N_("App")
    in_person = "in_person", N_("In person")
    letter = "letter", N_("Letter")


class Gap(LabelledEnum):
    """The kinds of gaps: a stakeholder of high priority without a good touchpoint."""

    nowhere = "nowhere", N_("No touchpoint")
    poor = "poor", N_("Only poor touchpoints")
