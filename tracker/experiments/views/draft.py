"""Views: discarding a draft, having it back, and leaving it to its other authors."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment
from tracker.experiments.queries import visible_experiment
from tracker.experiments.queries.mine import discarded
from tracker.experiments.views import experiments
from tracker.web.access import get_one_or_404, require, require_found
from tracker.web.clock import now
from tracker.web.i18n import translated
from tracker.web.responses import redirect_with_message


@experiments.post("/<int:id>/discard")
@login_required
def discard(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.discardable_by(current_user))
    try:
        experiment.discard(now())
    except ValidationFailed as refused:
        return redirect_with_message(
            _page(experiment),
            translated(refused.problems[0].message, **refused.problems[0].params),
            "error",
        )
    # The page says beside it how to have it back
    return redirect_with_message(url_for("home.me"), _("The draft is thrown away."))


@experiments.post("/<int:id>/discard/withdrawal")
@login_required
def undo_discard(id):
    draft = get_one_or_404(discarded(current_user).where(Experiment.id == id))
    draft.restore()
    return redirect_with_message(
        url_for("experiments.edit", id=id), _("Here is your draft again.")
    )


@experiments.post("/<int:id>/leave")
@login_required
def leave(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.leavable_by(current_user))
    try:
        experiment.leave(current_user)
    except (ValidationFailed, EditConflict):
        return redirect_with_message(
            _page(experiment),
            _("Somebody saved this draft just now. Look again before you leave it."),
            "error",
        )
    return redirect_with_message(
        url_for("home.me"),
        _("You are out of the draft. It stays with those who go on writing it."),
    )


def _page(experiment: Experiment) -> str:
    return url_for("experiments.experiment", id=experiment.id)
