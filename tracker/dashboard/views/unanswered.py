"""Views: questions and experiments that wait for a leader's answer."""

from __future__ import annotations

from flask import url_for
from flask_login import current_user

from tracker.accounts.models import Role
from tracker.comments.forms import CommentForm
from tracker.dashboard.queries.unanswered import leader_todo
from tracker.dashboard.views import dashboard
from tracker.web.access import roles_required
from tracker.web.clock import now, today
from tracker.web.responses import render_page


@dashboard.get("/dashboard/waiting")
@roles_required(Role.leader)
def waiting():
    shown = leader_todo(current_user, at=now(), on=today())
    return render_page(
        "dashboard/waiting.html", waiting=shown, today=today(), saying=_saying
    )


def _saying(place: str, parent: int | None = None) -> CommentForm:
    """A comment form for one waiting item; it leads back to the list."""
    return CommentForm(
        None, place=place, parent=parent or "", next=url_for("dashboard.waiting")
    )
