"""Views: the page of each fear, and what stands of fears beside the plan card."""

from __future__ import annotations

from flask import request
from flask_login import current_user, login_required
from markupsafe import Markup

from tracker.fears import queries
from tracker.fears.plan_help import fears_beside
from tracker.fears.queries.cohort_figure import contrasts
from tracker.fears.queries.fear import fear_reports
from tracker.fears.views import fears
from tracker.numbers import whole_number
from tracker.readiness.next_steps import short
from tracker.readiness.queries.fear import published_rounds
from tracker.web.responses import render_page


@fears.get("/readiness/fear")
@login_required
def index():
    rounds = published_rounds()
    return render_page(
        "fears/index.html",
        reports=[(one, short(one.fear)) for one in fear_reports(rounds, current_user)],
        rounds=rounds,
        forecasts=queries.forecasts(),
        cohorts=contrasts(),
    )


@fears.get("/readiness/fear/beside-plan")
@login_required
def beside_plan():
    """The sums of a platform for a plan form where it is chosen."""
    platform = whole_number(request.args.get("platform"))
    return Markup("\n").join(fears_beside(platform))
