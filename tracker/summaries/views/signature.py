"""Views: sign a summary."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.conflicts import EditConflict
from tracker.summaries import queries
from tracker.summaries.forms import SignatureForm
from tracker.summaries.models import Summary, SummarySignature
from tracker.summaries.presentation import SummaryView
from tracker.summaries.views import summaries
from tracker.summaries.views.edit import unsigned
from tracker.web.access import require
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message, render_page


@summaries.get("/summaries/<quarter>/signature")
@login_required
def signature(quarter):
    summary = unsigned(quarter)
    require(Summary.signable_by(current_user))
    return _page(summary, SignatureForm(_own(), data={"version": summary.version}))


@summaries.post("/summaries/<quarter>/signature")
@login_required
def sign(quarter):
    summary = unsigned(quarter)
    require(Summary.signable_by(current_user))
    form = SignatureForm(_own())
    if not form.validate():
        return _page(summary, form), 422
    try:
        signed = form.try_call(
            SummarySignature.sign,
            summary,
            version=form.made_from,
            by=current_user,
            at=now(),
            **form.cleaned_data(),
        )
    except EditConflict as stale:
        form.version.data = stale.current.version
        form.version.raw_data = None
        return _page(stale.current, form, changed=True), 409
    if not signed:
        return _page(summary, form), 422
    there = url_for("summaries.summary", quarter=summary.quarter)
    return redirect_with_message(
        there, _("Signed. Everybody can read it now, and it never changes."), "receipt"
    )


def _own():
    return queries.own_that_did_not_hold(current_user._get_current_object())


def _page(summary: Summary, form: SignatureForm, changed: bool = False):
    return render_page(
        "summaries/signature.html",
        summary=summary,
        form=form,
        changed=changed,
        sheet=SummaryView.of(summary),
    )
