"""Views: back an attempt before its result is known; panels on the pages of attempts."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.validation import ValidationFailed
from tracker.experiments.queries import visible_experiment
from tracker.safe_conduct import queries
from tracker.safe_conduct.models import Backing
from tracker.safe_conduct.models.backing import backing_problems
from tracker.safe_conduct.queries.safe_conduct import signed_to_ask
from tracker.safe_conduct.views import safe_conduct
from tracker.web.access import require, require_found
from tracker.web.clock import now, today
from tracker.web.i18n import translated
from tracker.web.panels import asks
from tracker.web.responses import redirect_with_message
from tracker.web.templates import rendered_part


@safe_conduct.post("/experiments/<int:id>/backing")
@login_required
def back(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(Backing.addable_by(current_user, experiment))
    page = url_for("experiments.experiment", id=id)
    try:
        Backing.add(experiment, by=current_user, on=today(), at=now())
    except ValidationFailed as refused:
        return redirect_with_message(
            page, translated(refused.problems[0].message), "error"
        )
    return redirect_with_message(page, _("Said, with your name, for good."), "receipt")


def experiment_panel(experiment) -> dict:
    """Who backs an experiment, whether the viewer may, and the safe conduct for a receipt."""
    if experiment.is_draft:
        return {"backings": [], "backable": False, "safe_conduct": None}
    backings = queries.backers_of(experiment)
    backable = (
        Backing.addable_by(current_user, experiment)
        and current_user.id not in [row.person_id for row in backings]
        and not backing_problems(experiment, today())
    )
    conduct = None
    if experiment.is_author(current_user):
        conduct = queries.signed_conduct()
    return {"backings": backings, "backable": backable, "safe_conduct": conduct}


@asks(lambda subject: [signed_to_ask()])
def plan_panel(experiment) -> dict:
    """The safe conduct beside the plan form."""
    signed = queries.signed_conduct()
    return {
        "conduct_box": rendered_part("safe_conduct/_beside.html", safe_conduct=signed)
    }
