"""Views: endorsing in one click, and the list of endorsements."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.endorsements import queries
from tracker.endorsements.forms import EndorsementForm
from tracker.endorsements.models import Endorsement
from tracker.experiments.queries import visible_experiment
from tracker.web.access import require, require_found
from tracker.web.clock import now
from tracker.web.pagination import paged
from tracker.web.panels import asks
from tracker.web.responses import is_ajax, redirect_with_message, render_page

PER_PAGE = 100

endorsements = Blueprint("endorsements", __name__, url_prefix="/experiments")


@endorsements.get("/<int:id>/endorsements")
@login_required
def index(id):
    return _everyone(require_found(visible_experiment(current_user, id)))


@endorsements.post("/<int:id>/endorsements")
@login_required
def give(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(Endorsement.addable_by(current_user, experiment))
    form = EndorsementForm()
    if not form.validate_on_submit():
        return _everyone(experiment, form), 422
    Endorsement.add(experiment, kind=form.kind.data, by=current_user, at=now())
    return _settled(experiment, _("The author hears it."))


@endorsements.post("/<int:id>/endorsements/withdrawal")
@login_required
def withdraw(id):
    experiment = require_found(visible_experiment(current_user, id))
    form = EndorsementForm()
    if not form.validate_on_submit():
        return _everyone(experiment, form), 422
    Endorsement.withdraw(experiment, kind=form.kind.data, by=current_user)
    return _settled(experiment, _("Taken back."))


@asks(lambda experiment: queries.questions_about(experiment, current_user))
def experiment_panel(experiment) -> dict:
    """The endorsements of an experiment; nothing for a draft."""
    if experiment.is_draft:
        return {}
    return {
        "said": queries.endorsement_counts(experiment, current_user),
        "endorsable": Endorsement.addable_by(current_user, experiment),
    }


def _settled(experiment, message: str):
    """The response after a change: a fragment for a script, else a redirect."""
    if not is_ajax():
        return redirect_with_message(
            url_for("experiments.experiment", id=experiment.id, _anchor="endorsements")
        )
    return render_page(
        "endorsements/_endorsements.html",
        experiment=experiment,
        settled=message,
        **experiment_panel(experiment),
    )


def _everyone(experiment, form=None):
    rows = paged(
        queries.endorsements_of(experiment),
        queries.NEWEST,
        request.args.get("after"),
        per_page=PER_PAGE,
    )
    return render_page(
        "endorsements/index.html",
        experiment=experiment,
        rows=rows,
        after=rows.after,
        form=form,
    )
