"""Views: an invitation to stand as co-author, and the answer to it."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.conflicts import EditConflict
from tracker.experiments.models import Experiment
from tracker.experiments.queries.co_author_invitation import open_invitations
from tracker.experiments.views import experiments
from tracker.web.access import get_one_or_404
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message, render_page


@experiments.get("/<int:id>/invitation")
@login_required
def invitation(id):
    return render_page("experiments/invitation.html", invitation=_invitation(id))


@experiments.post("/<int:id>/invitation")
@login_required
def answer_invitation(id):
    invitation = _invitation(id)
    answer = request.form.get("answer")
    if answer == "no":
        invitation.decline(now())
        message = _("Said no. Only the authors see that.")
        return redirect_with_message(url_for("home.home"), message)
    if answer != "yes":
        abort(400)
    try:
        invitation.accept(now())
    except EditConflict:
        return redirect_with_message(
            url_for("experiments.invitation", id=id),
            _("Somebody saved it just now. Please answer again."),
            "error",
        )
    return redirect_with_message(
        url_for("experiments.experiment", id=id), _("You stand as co-author now.")
    )


def _invitation(id):
    return get_one_or_404(open_invitations(current_user).where(Experiment.id == id))
