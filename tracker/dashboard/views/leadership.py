"""Views: when you lead here."""

from __future__ import annotations

from flask_login import current_user, login_required

from tracker.dashboard.forms.openers import openers
from tracker.dashboard.queries.leadership import (
    critical_replies,
    one_to_answer,
    tried_by_leaders,
)
from tracker.dashboard.views import dashboard
from tracker.web.clock import now, today
from tracker.web.responses import render_page


@dashboard.get("/leading")
@login_required
def leading():
    unanswered = None
    if current_user.leads:
        unanswered = one_to_answer(current_user, now())
    return render_page(
        "dashboard/leading.html",
        replies=critical_replies(today()),
        tried=tried_by_leaders(current_user),
        openers=openers(),
        unanswered=unanswered,
    )
