"""Whom an attempt is about, and where we meet them: two choices of the plan card, the
second among those of the first.
"""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from tracker.experiments.queries.form_options import stakeholders_to_choose
from tracker.numbers import whole_number
from tracker.stakeholders.models import Stakeholder, Touchpoint
from tracker.web.i18n import label, named


class RowField(SelectField):
    """One row by its id, or none. `rows` holds what is offered, by id."""

    def __init__(self, text=None, **kwargs):
        self.rows: dict[int, Stakeholder | Touchpoint] = {}
        super().__init__(text, coerce=_id, validate_choice=False, choices=[], **kwargs)

    @property
    def row(self) -> Stakeholder | Touchpoint | None:
        return self.rows.get(self.data)


def offer_touchpoints(stakeholder: RowField, touchpoint: RowField) -> None:
    """Offer who is on the map and where we meet them, and what is chosen already even
    when it was taken off since.
    """
    rows = stakeholders_to_choose(stakeholder.data, touchpoint.data)
    stakeholder.rows = {row.id: row for row in rows}
    touchpoint.rows = {point.id: point for row in rows for point in row.met}
    stakeholder.choices = [
        SelectChoice("", _l("Nobody in particular")),
        *(SelectChoice(row.id, row.name) for row in rows),
    ]
    points = [
        SelectChoice(point.id, place_of(point), optgroup=row.name)
        for row in rows
        for point in row.met
    ]
    touchpoint.choices = [SelectChoice("", _l("Not said")), *points]


def meeting(stakeholder: RowField, touchpoint: RowField) -> dict:
    """Both as their rows; a touchpoint says whom it is about."""
    point = touchpoint.row
    chosen = stakeholder.row or (
        point.stakeholder if point and not stakeholder.data else None
    )
    return {"stakeholder": chosen, "touchpoint": point}


def place_of(point: Touchpoint) -> str:
    """A touchpoint by its channel or platform."""
    if point.platform_id:
        return named(point.platform)
    return label(point.channel)


def _id(value) -> int | None:
    return whole_number(value)
