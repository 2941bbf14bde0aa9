"""What a webhook tells of, and in which shape."""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class HookShape(LabelledEnum):
    teams = "teams", N_("Microsoft Teams"), {"hint": N_("The address of a Workflow.")}
    slack = "slack", N_("Slack or Mattermost"), {"hint": N_("An incoming webhook.")}
    standard = (
        "standard",
        N_("Another program"),
        {"hint": N_("JSON, signed as Standard Webhooks.")},
    )


class HookEvent(LabelledEnum):
    """An event; its value is the type that programs are told."""

    lesson_of_week = "lesson.of_the_week", N_("The lesson of the week")
    concluded = "experiment.concluded", N_("An attempt is concluded")
    question = "question.waits", N_("A question waits for an answer")
    signed = "summary.signed", N_("A quarter is signed")
    thanks = "lesson.used", N_("Thanks: somebody used a lesson")


# About the whole organisation, whichever unit a webhook is of
OF_ALL = (HookEvent.lesson_of_week, HookEvent.signed)
