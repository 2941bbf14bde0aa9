"""Views: the change history of a stakeholder, and deleting former texts from it."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import login_required

from tracker.accounts.models import Role
from tracker.stakeholders import queries
from tracker.stakeholders.forms.history import PERSONAL, history_entries
from tracker.stakeholders.models import StakeholderChange
from tracker.stakeholders.views import stakeholders
from tracker.web.access import get_or_404, roles_required
from tracker.web.pagination import paged
from tracker.web.responses import redirect_with_message, render_page

CHANGES_PER_PAGE = 40


@stakeholders.get("/stakeholders/<int:id>/history")
@login_required
def history(id):
    stakeholder = get_or_404(queries.stakeholders(), id)
    newest = [(StakeholderChange.id, "id", int)]
    acts = paged(
        StakeholderChange.of(stakeholder),
        newest,
        request.args.get("after"),
        CHANGES_PER_PAGE,
    )
    return render_page(
        "stakeholders/history.html",
        stakeholder=stakeholder,
        entries=history_entries(acts.rows),
        after=acts.after,
    )


@stakeholders.post("/stakeholders/<int:id>/history/forgotten")
@roles_required(Role.facilitator, Role.admin)
def forget_texts(id):
    stakeholder = get_or_404(queries.stakeholders(), id)
    StakeholderChange.forget(stakeholder, PERSONAL)
    return redirect_with_message(
        url_for("stakeholders.history", id=id),
        _("What the texts said before is forgotten."),
    )
