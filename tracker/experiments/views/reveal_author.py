"""View: the author reveals the name."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.experiments.queries import visible_experiment
from tracker.experiments.views import experiments
from tracker.web.access import require, require_found
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message


@experiments.post("/<int:id>/name")
@login_required
def put_name(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.namable_by(current_user))
    experiment.name_author(by=current_user, at=now())
    message = _("It stands by your name. Thank you for standing by it.")
    if experiment.is_draft:
        message = ""
    return redirect_with_message(
        url_for("experiments.experiment", id=experiment.id), message
    )
