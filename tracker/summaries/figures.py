"""The figures of a summary: their labels, units and chapters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.core.validation import N_
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.quarters import Quarter


class Unit(StrEnum):
    """The unit of a figure."""

    share = "attempts, as a share"
    uses = "uses, as a share"
    attempts = "attempts"
    lessons = "lessons"
    times = "times"
    days = "days, the median"
    hours = "hours, as typed"
    hours_saved = "hours saved, as typed"
    money = "DKK, as typed"
    people_share = "employees, as a share"
    people = "people"
    promises = "promises, as a share"


@dataclass(frozen=True)
class FigureName:
    """The label and the unit of a figure; a figure about people may be hidden."""

    label: str
    unit: Unit

    @property
    def about_people(self) -> bool:
        return self.unit in (Unit.people, Unit.people_share)


_OUTCOMES = {
    outcome.value: FigureName(outcome.label, Unit.share) for outcome in Outcome
}
_LESSONS = {
    f"lessons_{status.value}": FigureName(status.label, Unit.lessons)
    for status in LessonStatus
}
_OTHERS = {
    "time_to_lesson": FigureName(N_("From start to lesson"), Unit.days),
    "hours_spent": FigureName(N_("Hours spent"), Unit.hours),
    "money_spent": FigureName(N_("Money spent"), Unit.money),
    "uses": FigureName(N_("Used by others, or built on"), Unit.times),
    "across_units": FigureName(N_("Of these, across units"), Unit.uses),
    "carried": FigureName(N_("Lessons carried onward"), Unit.lessons),
    # Of the quarter itself, and so too early to tell: in editions signed before
    "foundation": FigureName(
        N_(
            "Something to stand on so far: built on or used, of what didn't hold outright"
        ),
        Unit.share,
    ),
    "foundation_closed": FigureName(
        N_(
            "Built on or used within half a year, of what didn't hold outright in"
            " %(quarter)s"
        ),
        Unit.share,
    ),
    "hours_saved": FigureName(N_("Hours saved"), Unit.hours_saved),
    "fewer_enquiries": FigureName(
        N_("Attempts after which fewer called, asked or complained"), Unit.attempts
    ),
    "stopped_by_lesson": FigureName(N_("Left because of a lesson"), Unit.attempts),
    "decided": FigureName(N_("Decided: make it permanent or adapt it"), Unit.attempts),
    "carried_out": FigureName(N_("Carried out"), Unit.attempts),
    "participation": FigureName(N_("Took part"), Unit.people_share),
    "first_timers": FigureName(N_("Shared their first attempt"), Unit.people),
    "promises_kept": FigureName(N_("Promises kept"), Unit.promises),
}
_LEARNING_RATE = {"learning_rate": FigureName(N_("Learning rate"), Unit.share)}
FIGURES = _LEARNING_RATE | _OUTCOMES | _OTHERS | _LESSONS

CHAPTERS = {
    # The one table of the letter
    "letter": (
        "learning_rate",
        "time_to_lesson",
        "uses",
        "foundation_closed",
        "hours_spent",
        "hours_saved",
        "participation",
        "promises_kept",
    ),
    "spent": ("hours_spent", "money_spent", "time_to_lesson"),
    "reused": (
        "uses",
        "across_units",
        "carried",
        "foundation",
        "foundation_closed",
        "hours_saved",
    ),
    "took_part": ("participation", "first_timers"),
    "due": ("promises_kept",),
    "known": tuple(_LESSONS),
    "put_in": ("hours_spent", "money_spent"),
    "came_of_it": (
        "hours_saved",
        "fewer_enquiries",
        "stopped_by_lesson",
        "uses",
        "decided",
        "carried_out",
    ),
}


def cohort_of(quarter: Quarter) -> Quarter:
    """The quarter whose 180 days are over when this one is: two quarters earlier."""
    return quarter.previous.previous
