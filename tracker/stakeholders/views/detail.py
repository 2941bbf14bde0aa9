"""Views: the map and the ranked list, the touchpoint matrix, and one stakeholder."""

from __future__ import annotations

from flask import current_app
from flask_login import current_user, login_required

from tracker.experiments.queries import rows_of
from tracker.stakeholders import queries
from tracker.stakeholders.advice import advice_for
from tracker.stakeholders.forms.stakeholder import ContactForm
from tracker.stakeholders.map import map_canvas, map_dots
from tracker.stakeholders.models import Channel, StakeholderChange
from tracker.stakeholders.models.stakeholder import HIGH
from tracker.stakeholders.views import stakeholders
from tracker.web.access import get_or_404
from tracker.web.responses import render_page

NEWEST = 3


stakeholders.add_app_template_filter(advice_for, "advice")


@stakeholders.get("/stakeholders")
@login_required
def index():
    rows = queries.ranked()
    return render_page(
        "stakeholders/index.html",
        rows=queries.matrix(rows),
        dots=map_dots(rows),
        picture=map_canvas(),
        high=HIGH,
        tried=queries.experiments_by_stakeholder(current_user),
        changeable={row.id for row in rows if row.changeable_by(current_user)},
        put_away=list(queries.archived()) if current_user.facilitates else [],
    )


@stakeholders.get("/touchpoints")
@login_required
def touchpoints():
    rows = queries.matrix()
    return render_page(
        "stakeholders/touchpoints.html",
        rows=rows,
        channels=list(Channel),
        tried=queries.experiments_by_touchpoint(current_user),
        times=_answer_times([row.stakeholder for row in rows]),
        changeable={
            row.stakeholder.id
            for row in rows
            if row.stakeholder.changeable_by(current_user)
        },
    )


@stakeholders.get("/stakeholders/<int:id>")
@login_required
def stakeholder(id):
    [stakeholder] = queries.with_touchpoints([get_or_404(queries.stakeholders(), id)])
    [meeting] = queries.matrix([stakeholder])
    return render_page(
        "stakeholders/stakeholder.html",
        stakeholder=stakeholder,
        latest=StakeholderChange.of(stakeholder)
        .order_by(StakeholderChange.id.desc())
        .first(),
        row=meeting,
        gap=meeting.gap,
        tried=queries.experiments_by_stakeholder(current_user)[id],
        tried_at=queries.experiments_by_touchpoint(current_user),
        times=_answer_times([stakeholder]),
        newest=rows_of(
            queries.newest_with(stakeholder, current_user, NEWEST), current_user
        ),
        changeable=stakeholder.changeable_by(current_user),
        form=ContactForm(formdata=None, data={"version": stakeholder.version}),
    )


def _answer_times(rows) -> dict[int, list[queries.QuarterTime]]:
    """The answer times of touchpoints by quarter."""
    zone = current_app.config["TRACKER"].time_zone
    return queries.answer_times([point for row in rows for point in row.met], zone)
