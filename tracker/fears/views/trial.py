"""Views: for facilitators, one trial at a time of the product's own words."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.fears.forms import TrialForm
from tracker.fears.models import Trial
from tracker.fears.queries.trial import (
    ended_trials,
    kept_result,
    people_needed,
)
from tracker.fears.trial_card import plan_of
from tracker.fears.views import fears
from tracker.web.access import require
from tracker.web.clock import now, today
from tracker.web.responses import redirect_with_message, render_page

SIZES = (5, 10, 20, 30)


@fears.get("/readiness/trial")
@login_required
def trial():
    require(Trial.keepable_by(current_user))
    return _page(TrialForm(formdata=None))


@fears.post("/readiness/trial")
@login_required
def begin_trial():
    require(Trial.keepable_by(current_user))
    form = TrialForm()
    if not form.validate_on_submit():
        return _page(form), 422
    chosen = form.cleaned_data()
    begun = form.try_call(
        Trial.begin,
        plan=plan_of(**chosen),
        by=current_user,
        on=today(),
        at=now(),
        **chosen,
    )
    if not begun:
        return _page(form), 422
    page = url_for("experiments.experiment", id=begun.experiment_id)
    return redirect_with_message(
        page, _("The trial has begun, and its criterion is locked."), "receipt"
    )


def _page(form: TrialForm):
    return render_page(
        "fears/trial.html",
        form=form,
        open=Trial.current(),
        ended=[(row, kept_result(row)) for row in ended_trials()],
        needed=[(points, people_needed(points)) for points in SIZES],
    )
