"""Views: removing what texts of an experiment said before."""

from __future__ import annotations

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.experiments.forms.history import clearable_fields
from tracker.experiments.models import Change
from tracker.experiments.queries import visible_experiment
from tracker.experiments.views import experiments
from tracker.web.access import get_or_404, require, require_found
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message


@experiments.post("/<int:id>/history/<int:change_id>/removal")
@login_required
def clear_change(id, change_id):
    experiment = require_found(visible_experiment(current_user, id))
    require(Change.clearable_by(current_user, experiment))
    change = get_or_404(Change.of(experiment), change_id)
    fields = clearable_fields(change, experiment, current_user) or abort(404)
    change.clear(fields, by=current_user, at=now())
    return redirect_with_message(
        url_for("experiments.history", id=id),
        _("What it said before is gone for good."),
    )
