"""Views: the change history of a stakeholder, and removing what its texts said before."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.stakeholders import queries
from tracker.stakeholders.forms.history import clearable_fields, history_entries
from tracker.stakeholders.models import StakeholderChange
from tracker.stakeholders.views import stakeholders
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
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
        entries=history_entries(acts.rows, current_user),
        after=acts.after,
    )


@stakeholders.post("/stakeholders/<int:id>/history/<int:change_id>/removal")
@login_required
def clear_change(id, change_id):
    stakeholder = get_or_404(queries.stakeholders(), id)
    change = get_or_404(StakeholderChange.of(stakeholder), change_id)
    require(change.clearable_by(current_user))
    names = clearable_fields(change, current_user) or abort(404)
    change.clear(names, by=current_user, at=now())
    return redirect_with_message(
        url_for("stakeholders.history", id=id),
        _("What it said before is gone for good."),
    )
