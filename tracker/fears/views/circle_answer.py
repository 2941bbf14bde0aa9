"""Views: may the others see it?"""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment
from tracker.experiments.queries import rows_of, visible_experiment
from tracker.experiments.queries.form_options import audience
from tracker.experiments.queries.profile_links import texts_of, to_people
from tracker.fears.enums import CircleChoice
from tracker.fears.forms import CircleForm
from tracker.fears.models import CircleAnswer
from tracker.fears.models.circle_answer import may_go_unnamed
from tracker.fears.queries.circle_answer import asks_author
from tracker.fears.views import fears
from tracker.web.access import require, require_found
from tracker.web.clock import now
from tracker.web.i18n import translated
from tracker.web.responses import redirect_with_message, render_page


@fears.get("/experiments/<int:id>/circle")
@login_required
def circle(id):
    experiment = _own(id)
    if not asks_author(experiment, current_user):
        return _back(experiment)
    return render_page(
        "fears/circle.html",
        experiment=experiment,
        row=rows_of([experiment.id], current_user)[0],
        audience=audience(experiment.unit, current_user),
        unnamed=may_go_unnamed(experiment),
        personal=to_people(texts_of(experiment)),
        form=CircleForm(formdata=None),
    )


@fears.post("/experiments/<int:id>/circle")
@login_required
def answer_circle(id):
    experiment = _own(id)
    form = CircleForm()
    if not asks_author(experiment, current_user):
        return _back(experiment)
    if not form.validate_on_submit():
        return _back(experiment, _("Choose one of the answers."), "error")
    try:
        CircleAnswer.give(experiment, form.choice.data, by=current_user, at=now())
    except EditConflict:
        return _back(experiment, _("Somebody saved while you were writing"), "error")
    except ValidationFailed as refused:
        return _back(experiment, translated(refused.problems[0].message), "error")
    if form.choice.data is CircleChoice.no:
        return _back(experiment, _("It stays with your unit. We do not ask again."))
    return _back(experiment, _("Everyone can see it now."))


def _own(id: int) -> Experiment:
    experiment = require_found(visible_experiment(current_user, id))
    require(CircleAnswer.givable_by(current_user, experiment))
    return experiment


def _back(experiment: Experiment, message: str = "", category: str = "message"):
    page = url_for("experiments.experiment", id=experiment.id)
    return redirect_with_message(page, message, category)
