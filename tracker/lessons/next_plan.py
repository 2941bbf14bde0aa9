"""The next page after a conclusion with the decision to try again."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from tracker.experiments.models import Experiment
from tracker.web.responses import redirect_with_message


def next_plan(experiment: Experiment):
    """Redirect to a new plan that is filled in from the last."""
    said = _(
        "Concluded. Thank you for the lesson. Here is the next attempt, filled in from the last."
    )
    return redirect_with_message(url_for("experiments.new", retry=experiment.id), said)
