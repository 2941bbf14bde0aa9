"""Views: answering the pulse.

These views note nothing of who asks: no form key, no counted tries, no line in a log.
"""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.readiness import queries
from tracker.readiness.forms import AnswerForm
from tracker.readiness.models import OpenResponse, Pulse
from tracker.readiness.views import readiness
from tracker.web.clock import today
from tracker.web.responses import redirect_with_message, render_page


@readiness.get("/pulse")
@login_required
def pulse():
    return _asked(AnswerForm())


@readiness.post("/pulse")
@login_required
def answer():
    if not queries.round_for(current_user, today()):
        return _asked(None), 409
    form = AnswerForm()
    if not form.validate_on_submit():
        return _asked(form), 422
    if not form.try_call(
        OpenResponse.submit, current_user, form.marked(), form.text.data
    ):
        return _asked(form), 422
    return redirect_with_message(
        url_for("readiness.pulse"),
        _("Thank you. Your answers are in, and nothing says that they are yours."),
    )


def _asked(form):
    """The page with the questions if the viewer has an invitation, else the reason why not."""
    waits = queries.round_for(current_user, today())
    return render_page(
        "readiness/pulse.html",
        waits=waits,
        form=form,
        current=Pulse.current(),
        asks_leader=queries.is_asked_as_leader(current_user),
    )
