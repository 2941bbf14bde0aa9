"""Views: "not yet", which moves the review day, or the first day of a plan."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.experiments.forms.review_day import ReviewDayForm
from tracker.experiments.models import Experiment
from tracker.experiments.queries import visible_experiment
from tracker.experiments.views import experiments
from tracker.web.access import require, require_found
from tracker.web.clock import now, today
from tracker.web.i18n import day, translated
from tracker.web.responses import local_path, redirect_with_message


@experiments.post("/<int:id>/review-day")
@login_required
def move_review_day(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.editable_by(current_user))
    moved = _("We look at it %(day)s.")
    return _moved(experiment, experiment.move_review_day, moved)


@experiments.post("/<int:id>/first-day")
@login_required
def move_first_day(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.editable_by(current_user))
    moved = _("We ask again %(day)s.")
    return _moved(experiment, experiment.move_first_day, moved)


def _moved(experiment: Experiment, move, message: str):
    """The response of moving a day: back to where it was asked, with a sentence."""
    form = ReviewDayForm()
    there = local_path(request.form.get("next")) or url_for(
        "experiments.experiment", id=experiment.id
    )
    if not form.validate():
        errors = next(iter(form.errors.values()))
        return redirect_with_message(there, errors[0], "error")
    chosen = form.review_day()
    try:
        move(chosen, by=current_user, on=today(), at=now())
    except ValidationFailed as refused:
        return redirect_with_message(
            there, translated(refused.problems[0].message), "error"
        )
    except EditConflict:
        return redirect_with_message(there, _("Somebody saved just now."), "error")
    return redirect_with_message(there, message % {"day": day(chosen)})
