"""Views: taking back an attempt, its start, its conclusion, or an import."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user, login_required

from tracker.accounts.models import Role
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment, Import
from tracker.experiments.queries import visible_experiment
from tracker.experiments.queries.imports import imports_of
from tracker.web.access import get_or_404, require, require_found, roles_required
from tracker.web.clock import now
from tracker.web.i18n import translated
from tracker.web.responses import redirect_with_message
from tracker.withdrawals import models
from tracker.withdrawals.models import Withdrawal

withdrawals = Blueprint("withdrawals", __name__, url_prefix="/experiments")

keepers = roles_required(Role.facilitator, Role.admin)


@withdrawals.post("/<int:id>/withdrawal")
@login_required
def withdraw(id):
    message = _("It is a draft again. Only its authors see it.")
    return _taken_back(id, models.withdraw, "experiments.edit", message)


@withdrawals.post("/<int:id>/start/withdrawal")
@login_required
def undo_start(id):
    message = _("It is planned again, and the criterion is not locked.")
    return _taken_back(id, models.undo_start, "experiments.experiment", message)


@withdrawals.post("/<int:id>/conclusion/withdrawal")
@login_required
def reopen(id):
    message = _("It is open again. What you wrote is still here.")
    return _taken_back(id, models.reopen, "lessons.conclusion", message)


@withdrawals.post("/import/<int:id>/withdrawal")
@keepers
def undo_import(id):
    job = get_or_404(imports_of(current_user), id)
    there = url_for("experiments.import_", id=job.id)
    try:
        gone = models.undo_import(job, by=current_user, at=now())
    except ValidationFailed as refused:
        message = translated(refused.problems[0].message)
        return redirect_with_message(there, message, "error")
    if gone is None:
        message = _("The rows are being taken out. This page tells when it is done.")
        return redirect_with_message(there, message)
    sentences = [
        ngettext(
            "One row is taken out again.", "%(num)s rows are taken out again.", gone
        )
    ]
    stay = models.rows_left(job)
    if stay:
        sentences.append(
            ngettext(
                "One row stays: somebody has edited or used it.",
                "%(num)s rows stay: somebody has edited or used them.",
                stay,
            )
        )
    return redirect_with_message(there, " ".join(sentences))


# Panels on the pages of other features


def experiment_panel(experiment: Experiment) -> dict:
    """What its authors may take back of an experiment right now."""
    routes = {
        Withdrawal.conclusion: "withdrawals.reopen",
        Withdrawal.start: "withdrawals.undo_start",
        Withdrawal.publication: "withdrawals.withdraw",
    }
    acts = models.withdrawable(experiment, current_user, now())
    return {
        "takes_back": [(act, url_for(routes[act], id=experiment.id)) for act in acts]
    }


def import_panel(job: Import) -> dict:
    """Whether an import can be undone, is being undone, or was undone."""
    if not job.is_over:
        return {}
    return {
        "undoable": models.is_undoable(job),
        "undoing": models.is_being_undone(job),
        "gone": job.added - models.rows_left(job),
    }


def _taken_back(id: int, verb, endpoint: str, message: str):
    """The response of a verb: the page where one goes on, or why it stands."""
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.is_author(current_user))
    here = url_for("experiments.experiment", id=id)
    try:
        verb(experiment, at=now())
    except ValidationFailed as refused:
        reason = translated(refused.problems[0].message)
        return redirect_with_message(here, reason, "error")
    except EditConflict:
        return redirect_with_message(here, _("Somebody saved just now."), "error")
    return redirect_with_message(url_for(endpoint, id=id), message)
