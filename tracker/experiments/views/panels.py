"""Panels: the experiments on the pages of a person and of a unit."""

from __future__ import annotations

from flask import request
from flask_login import current_user

from tracker.accounts.models import Person, Unit
from tracker.experiments.models import Experiment
from tracker.experiments.queries import rows_of, visible_to
from tracker.experiments.queries.profile import NEWEST_WORK, work_in, work_of
from tracker.web.pagination import paged


def person_panel(person: Person) -> dict:
    """The experiments that a person published by name."""
    return _page_of(work_of(person, current_user))


def unit_panel(unit: Unit) -> dict:
    """The experiments that a unit published."""
    return _page_of(work_in(unit, current_user))


def unit_merge_panel(unit: Unit) -> dict:
    """The number of experiments that would move with a unit, as far as the viewer sees them."""
    rows = visible_to(current_user).where(Experiment.unit == unit.id)
    return {"attempts": rows.count()}


def _page_of(work) -> dict:
    shown = paged(work, NEWEST_WORK, request.args.get("after"))
    rows = rows_of([row.id for row in shown], current_user)
    return {"rows": rows, "after": shown.after}
