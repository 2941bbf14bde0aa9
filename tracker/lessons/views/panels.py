"""The panels with lessons on the pages of other features."""

from __future__ import annotations

from flask_login import current_user

from tracker.accounts.models import Person, Unit
from tracker.experiments.models import Experiment
from tracker.experiments.queries import rows_of
from tracker.lessons import queries
from tracker.lessons.enums import LessonStatus
from tracker.lessons.models.implementation import TO_CARRY_OUT
from tracker.lessons.queries.implementation import questions_about
from tracker.lessons.queries.profile import (
    NEWEST_LESSONS,
    did_not_hold,
    lessons_in,
)
from tracker.web.clock import today
from tracker.web.pagination import paged
from tracker.web.panels import asks


@asks(questions_about)
def experiment_panel(experiment: Experiment) -> dict:
    """The lessons that an experiment supports or contradicts.

    And whether its own has fallen, and what became of its decision.
    """
    panel = {"born_on": queries.lessons_with_evidence_from(experiment, current_user)}
    conclusion = queries.conclusion_with_outcome(experiment)
    if conclusion is None:
        return panel
    panel["standing"] = conclusion.fallen and LessonStatus(conclusion.fallen)
    if conclusion.decision in TO_CARRY_OUT:
        panel["to_carry_out"] = True
        panel["implementation"] = conclusion.answer
        panel["implementation_due"] = queries.is_due(conclusion, today())
    return panel


def person_panel(person: Person) -> dict:
    """A leader's own experiments that did not hold; nothing for others."""
    own = []
    if person.leads:
        own = rows_of(did_not_hold(person, current_user), current_user)
    return {"own": own}


def unit_panel(unit: Unit) -> dict:
    """The newest lessons of a unit."""
    rows = lessons_in(unit, current_user)
    return {"lessons": paged(rows, NEWEST_LESSONS, None, per_page=5)}
