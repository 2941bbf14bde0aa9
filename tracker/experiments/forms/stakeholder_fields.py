"""Form fields of the plan card for the stakeholder and its touchpoint."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from tracker.experiments.queries.form_options import stakeholders_to_choose
from tracker.numbers import whole_number
from tracker.stakeholders.models import Stakeholder, Touchpoint
from tracker.web.i18n import label, named


class RowField(SelectField):
    """A choice of one row or none; `rows` holds the offered rows by id."""

    def __init__(self, text=None, **kwargs):
        self.rows: dict[int, Stakeholder | Touchpoint] = {}
        super().__init__(text, coerce=_id, validate_choice=False, choices=[], **kwargs)

    @property
    def row(self) -> Stakeholder | Touchpoint | None:
        return self.rows.get(self.data)


def offer_touchpoints(stakeholder: RowField, touchpoint: RowField) -> None:
    """Fill the choices with the active stakeholders and their touchpoints.

    Rows that are chosen already are offered even when they were archived since.
    """
    rows = stakeholders_to_choose(stakeholder.data, touchpoint.data)
    stakeholder.rows = {row.id: row for row in rows}
    touchpoint.rows = {point.id: point for row in rows for point in row.met}
    stakeholder.choices = [SelectChoice("", _l("Nobody in particular"))]
    touchpoint.choices = [SelectChoice("", _l("Not said"))]
    for row in rows:
        stakeholder.choices.append(SelectChoice(row.id, row.name))
        touchpoint.choices += [
            SelectChoice(point.id, place_of(point), optgroup=row.name)
            for point in row.met
        ]


def meeting(stakeholder: RowField, touchpoint: RowField) -> dict:
    """The chosen rows; without a stakeholder it is that of the touchpoint."""
    point = touchpoint.row
    chosen = stakeholder.row
    if point and not stakeholder.data:
        chosen = point.stakeholder
    return {"stakeholder": chosen, "touchpoint": point}


def place_of(point: Touchpoint) -> str:
    """The label of a touchpoint: its channel or platform."""
    if point.platform_id:
        return named(point.platform)
    return label(point.channel)


def _id(value) -> int | None:
    return whole_number(value)
