"""Operations: the figures of the dashboard."""

from __future__ import annotations

from flask import current_app, request
from flask_login import current_user

from tracker.accounts.models import readable_by
from tracker.api.operation import Parameter, operation
from tracker.api.parameters import unknown_filter
from tracker.api.resources.summary import MEASURE
from tracker.api.schema import TEXT, list_schema
from tracker.dashboard.forms.filters import DashboardFilter
from tracker.dashboard.queries.export import figures
from tracker.tokens.enums import Scope
from tracker.web.access import require
from tracker.web.clock import today

ANSWER = list_schema(MEASURE)


@operation(
    "/measures",
    "The figures of a quarter and the four before it",
    ANSWER,
    scope=Scope.read,
    parameters=(
        Parameter("quarter", TEXT, "Such as 2026-Q4; the current one if left out."),
        Parameter("unit", TEXT, "Number of a unit."),
        Parameter("platform", TEXT, "Slug of a platform."),
    ),
)
def list_measures():
    require(readable_by(current_user))
    asked = DashboardFilter.read("", "", request.args, today())
    if asked.left_out:
        return unknown_filter()
    period = asked.period(current_app.config["TRACKER"].time_zone)
    rows = figures(period, asked.unit, asked.platform)
    return {"items": [MEASURE.as_json(row) for row in rows]}
