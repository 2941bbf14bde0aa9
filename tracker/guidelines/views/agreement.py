"""View: a leader says yes to where the organisation stands on platforms."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user, login_required

from tracker.core.conflicts import EditConflict
from tracker.guidelines.models import Guideline
from tracker.guidelines.queries import guideline as queries
from tracker.guidelines.views import guidelines
from tracker.numbers import whole_number
from tracker.web.access import require
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message


@guidelines.post("/guidelines/agreement")
@login_required
def agree():
    """Say yes to the stances that the page showed; one that changed since is left out."""
    require(Guideline.agreeable_by(current_user))
    there = url_for("guidelines.index", _anchor="agreement")
    chosen = [value.rpartition(":") for value in request.form.getlist("agreed")]
    shown = {slug: whole_number(version) for slug, _colon, version in chosen}
    if not shown:
        return redirect_with_message(there, _("Choose at least one."), "error")
    agreed = sum(
        _agree(row, shown[row.slug]) for row in queries.to_agree() if row.slug in shown
    )
    if agreed < len(shown):
        message = _(
            "Something was changed since you opened the page. Please read again."
        )
        return redirect_with_message(there, message, "error")
    return redirect_with_message(
        there,
        ngettext(
            "Your yes stands there, with your name.",
            "Your yes stands in %(num)s places, with your name.",
            agreed,
        ),
    )


def _agree(guideline: Guideline, version: int | None) -> bool:
    """Whether the yes was recorded: not where the stance was changed meanwhile."""
    try:
        guideline.agree(version=version or 0, by=current_user, at=now())
    except EditConflict:
        return False
    return True
