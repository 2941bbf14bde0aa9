"""Views: starting an experiment, which locks the criterion."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.conflicts import EditConflict
from tracker.experiments.forms.experiment import StartForm
from tracker.experiments.models import Experiment
from tracker.experiments.queries import visible_experiment
from tracker.experiments.views import experiments
from tracker.web.access import require, require_found
from tracker.web.clock import now, today
from tracker.web.conflicts import Conflict
from tracker.web.i18n import day
from tracker.web.panels import panels_of, save_form_parts
from tracker.web.responses import redirect_with_message, render_page


@experiments.get("/<int:id>/start")
@login_required
def start(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.editable_by(current_user))
    if not experiment.startable_by(current_user):
        return _begun(experiment)
    return _page(experiment, StartForm.of(experiment))


@experiments.post("/<int:id>/start")
@login_required
def begin(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.editable_by(current_user))
    form = StartForm()
    if not form.validate():
        return _page(experiment, form), 422
    if not experiment.startable_by(current_user):
        return _begun(experiment, form)
    try:
        experiment.start(
            criterion=form.criterion.data,
            by=current_user,
            on=today(),
            at=now(),
            review_on=form.review_day(),
            version=form.made_from,
        )
    except EditConflict as stale:
        return _begun(stale.current, form)
    save_form_parts("experiments.begin", experiment)
    message = _(
        "It has begun, and the criterion is locked. We look at it %(day)s.",
        day=day(experiment.review_on),
    )
    return redirect_with_message(_url(experiment), message)


def _begun(experiment: Experiment, form: StartForm | None = None):
    """The response when it cannot be started: a redirect, or both criteria to compare."""
    if form is None or form.criterion.data == experiment.criterion:
        message = _("It has already begun.")
        if experiment.is_draft:
            message = _("Publish it first.")
        return redirect_with_message(_url(experiment), message)
    both = Conflict(
        form.criterion.label.text, form.criterion.data, experiment.criterion
    )
    form.version.data = experiment.version
    form.version.raw_data = None
    return _page(experiment, form, [both]), 409


def _page(experiment: Experiment, form: StartForm, conflicts=()):
    return render_page(
        "experiments/start.html",
        experiment=experiment,
        form=form,
        conflicts=conflicts,
        **panels_of("experiments.start", experiment),
    )


def _url(experiment: Experiment) -> str:
    return url_for("experiments.experiment", id=experiment.id)
