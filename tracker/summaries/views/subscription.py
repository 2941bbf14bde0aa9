"""View: get each quarter by mail when it is signed, or no longer."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.summaries.models import SummarySubscription
from tracker.summaries.views import summaries
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message


@summaries.post("/summaries/subscription")
@login_required
def subscribe():
    person = current_user._get_current_object()
    if request.form.get("wanted"):
        SummarySubscription.add(person, at=now())
        message = _("You get each quarter by mail when it is signed.")
    else:
        SummarySubscription.remove(person)
        message = _("The quarters no longer come by mail.")
    return redirect_with_message(url_for("summaries.index"), message)
