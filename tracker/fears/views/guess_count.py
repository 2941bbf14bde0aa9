"""Views: a guess of what an attempt under way will show."""

from __future__ import annotations

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.validation import ValidationFailed
from tracker.experiments.queries import visible_experiment
from tracker.fears.forms import GuessForm
from tracker.fears.models import GuessCount
from tracker.fears.views import fears
from tracker.fears.views.panels import guess_box
from tracker.web.access import require, require_found
from tracker.web.i18n import translated
from tracker.web.responses import is_ajax, redirect_with_message


@fears.post("/experiments/<int:id>/guesses")
@login_required
def guess(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(GuessCount.addable_by(current_user, experiment))
    page = url_for("experiments.experiment", id=id, _anchor="guesses")
    form = GuessForm()
    if not form.validate_on_submit():
        return redirect_with_message(page, _("Choose one of the answers."), "error")
    secret = current_app.config["SECRET_KEY"]
    try:
        is_new = GuessCount.give(
            experiment, form.guess.data, by=current_user, secret=secret
        )
    except ValidationFailed as refused:
        message = translated(refused.problems[0].message)
        return redirect_with_message(page, message, "error")
    message = _("You have guessed already; the first guess counts.")
    if is_new:
        message = _("Your guess is counted, and not kept with your name.")
    if is_ajax():
        return guess_box(experiment)
    return redirect_with_message(page, message)
