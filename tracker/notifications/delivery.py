"""How a notice is delivered, to whom, and where it leads."""

from __future__ import annotations

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class Delivery(LabelledEnum):
    """The ways of being told. A kind whose `usual` is `at_once` is one where somebody
    waits for the reader, or a day has come that the reader chose.
    """

    at_once = "at_once", N_("Here, and by mail at once")
    mail = "mail", N_("Here, and in Tuesday's mail")
    site = "site", N_("Here")
    off = "off", N_("Not at all")


class Topic(LabelledEnum):
    """The headings of a person's preferences."""

    colleagues = "colleagues", N_("What colleagues try and say")
    leaders = "leaders", N_("Promises, and what leaders sign")
    frame = "frame", N_("Guidelines, stakeholders and the pulse")


class Reader(LabelledEnum):
    """Who may ever be told of a kind, and so is asked how."""

    anybody = "anybody", ""
    facilitators = "facilitators", ""
    leaders = "leaders", ""
    both = "both", ""
    admins = "admins", ""


class Audience(LabelledEnum):
    """Whom an act on an experiment concerns; the queries are in recipients.py."""

    addressed = "addressed", ""
    authors = "authors", ""
    spoken_to = "spoken_to", ""
    mentioned = "mentioned", ""
    took_part = "took_part", ""
    dependants = "dependants", ""
    waited_for_result = "waited_for_result", ""
    askers = "askers", ""
    followers = "followers", ""
    of_lesson = "of_lesson", ""
    facilitators = "facilitators", ""


class Page(LabelledEnum):
    """Where a notice without a path of its own leads."""

    experiment = "experiment", ""
    endorsements = "endorsements", ""
    conclusion = "conclusion", ""
    start = "start", ""
    lesson = "lesson", ""
    implementation = "implementation", ""
    about = "about", ""
    concerns = "concerns", ""


# What a kind of notice is where it does not say so itself
BASE = {
    "sentence": "",
    "group": Topic.colleagues,
    "usual": Delivery.mail,
    "reader": Reader.anybody,
    "audience": Audience.addressed,
    "event": (),
    "by_word": False,
    "page": Page.experiment,
}
