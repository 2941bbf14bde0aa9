"""Views: what waits for a person, and the experiments that a leader's word would help."""

from __future__ import annotations

from flask import url_for
from flask_login import current_user, login_required

from tracker.comments.forms import CommentForm
from tracker.dashboard.queries.unanswered import leader_todo
from tracker.dashboard.views import dashboard
from tracker.web.clock import now, today
from tracker.web.panels import panels_of
from tracker.web.responses import render_page


@dashboard.get("/dashboard/waiting")
@login_required
def waiting():
    shown = None
    if current_user.leads:
        shown = leader_todo(current_user, at=now(), on=today())
    return render_page(
        "dashboard/waiting.html",
        waiting=shown,
        today=today(),
        saying=_saying,
        **panels_of("dashboard.waiting"),
    )


def _saying(place: str, parent: int | None = None) -> CommentForm:
    """A comment form for one waiting item; it leads back to the list."""
    return CommentForm(
        None, place=place, parent=parent or "", next=url_for("dashboard.waiting")
    )
