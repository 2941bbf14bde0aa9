"""The words stakeholders and touchpoints are told in."""

from tracker.validation import N_, LabelledEnum


class Channel(LabelledEnum):
    mail = "mail", N_("Mail")
    phone = "phone", N_("Phone")
    social = "social", N_("Social platform")
    web = "web", N_("Web")
    app = "app", N_("App")
    in_person = "in_person", N_("In person")
    letter = "letter", N_("Letter")


class Gap(LabelledEnum):
    """What is missing between the organisation and somebody who matters much to it."""

    nowhere = "nowhere", N_("No touchpoint")
    poor = "poor", N_("Only poor touchpoints")
