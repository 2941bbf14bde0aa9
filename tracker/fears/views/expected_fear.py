"""Views: what the authors of an attempt fear, what became of it, and what helped."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment
from tracker.experiments.queries import visible_experiment
from tracker.fears import queries
from tracker.fears.enums import FearResult
from tracker.fears.forms import FearResultForm, HelpForm, chosen_fears
from tracker.fears.models import ExpectedFear
from tracker.fears.views import fears
from tracker.readiness.next_steps import short
from tracker.web.access import require, require_found
from tracker.web.clock import today
from tracker.web.i18n import translated
from tracker.web.responses import redirect_with_message, render_page


@fears.post("/experiments/<int:id>/fears")
@login_required
def expect(id):
    experiment = _own(id)
    chosen = chosen_fears(request.form.getlist("feared"))
    if chosen is None:
        return _back(experiment, _("Choose one of the answers."), "error")
    try:
        ExpectedFear.replace_all(experiment, chosen)
    except ValidationFailed as refused:
        return _refused(experiment, refused)
    message = _("Noted, and seen by the authors alone. We ask about it at the end.")
    return _back(experiment, message)


@fears.post("/experiments/<int:id>/fears/result")
@login_required
def tell_result(id):
    experiment = _own(id)
    expected = _named_fear(experiment, request.form.get("fear"))
    form = FearResultForm()
    if expected is None or not form.validate_on_submit():
        return _back(experiment, _("Choose one of the answers."), "error")
    try:
        expected.tell_result(form.result.data, on=today())
    except ValidationFailed as refused:
        return _refused(experiment, refused)
    if form.result.data is FearResult.no:
        message = _(
            "Good to know. It counts, without your name, for whoever fears the same."
        )
        return _back(experiment, message)
    there = url_for("fears.help", id=id, fear=expected.fear.value)
    return redirect_with_message(there, _("Noted. What helped?"))


@fears.get("/experiments/<int:id>/fears/help")
@login_required
def help(id):
    experiment = _own(id)
    expected = _named_fear(experiment, request.args.get("fear"))
    if expected is None or not expected.happened:
        return _back(experiment)
    form = HelpForm(data={"help": expected.help, "shared": expected.shared})
    return _help_page(experiment, expected, form)


@fears.post("/experiments/<int:id>/fears/help")
@login_required
def tell_help(id):
    experiment = _own(id)
    expected = _named_fear(experiment, request.args.get("fear"))
    if expected is None or not expected.happened:
        return _back(experiment)
    form = HelpForm()
    if not form.validate_on_submit() or not form.try_call(
        expected.tell_help, help=form.help.data, shared=form.shared.data
    ):
        return _help_page(experiment, expected, form), 422
    return _back(experiment, _("Thank you."))


def _own(id: int) -> Experiment:
    """The attempt, for its authors; 404 or 403 for others."""
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.editable_by(current_user))
    return experiment


def _named_fear(experiment: Experiment, name: str | None) -> ExpectedFear | None:
    """The fear of the attempt that the form or the address names."""
    named = [row for row in queries.fears_of(experiment) if row.fear.value == name]
    return next(iter(named), None)


def _help_page(experiment: Experiment, expected: ExpectedFear, form: HelpForm):
    return render_page(
        "fears/help.html",
        experiment=experiment,
        expected=expected,
        name=short(expected.fear),
        form=form,
    )


def _refused(experiment: Experiment, refused: ValidationFailed):
    problem = refused.problems[0]
    message = translated(problem.message, **problem.params)
    return _back(experiment, message, "error")


def _back(experiment: Experiment, message: str = "", category: str = "message"):
    page = url_for("experiments.experiment", id=experiment.id)
    return redirect_with_message(page, message, category)
