"""Views: tell the contact that the safe conduct was broken, and what the contact found.

Who reports is noted nowhere unless they wish it: no form key, and no line in a log.
"""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.safe_conduct import queries
from tracker.safe_conduct.forms import BreachCountForm, BreachReportForm, FindingForm
from tracker.safe_conduct.models import BreachCount, BreachReport, SafeConduct
from tracker.safe_conduct.models.breach_count import found_by
from tracker.safe_conduct.views import safe_conduct
from tracker.safe_conduct.views.detail import conduct_page
from tracker.web.access import get_or_404, require, require_found
from tracker.web.clock import today
from tracker.web.pagination import paged
from tracker.web.responses import redirect_with_message, render_page

MOST_REPORTS = 50
NEWEST = [(BreachReport.id, "id", int)]


@safe_conduct.post("/safe-conduct/breaches")
@login_required
def report():
    conduct = require_found(SafeConduct.newest())
    form = BreachReportForm()
    if not form.validate_on_submit():
        return conduct_page(form=form), 422
    by = None
    if form.named.data:
        by = current_user
    sent = form.try_call(
        BreachReport.add, conduct, text=form.text.data, by=by, on=today()
    )
    if not sent:
        return conduct_page(form=form), 422
    return redirect_with_message(
        url_for("safe_conduct.index"),
        _("Sent to %(name)s, and to nobody else.", name=conduct.contact.name),
        "receipt",
    )


@safe_conduct.get("/safe-conduct/breaches")
@login_required
def breaches():
    require(BreachCount.tellable_by(current_user))
    return _page(BreachCountForm(None))


@safe_conduct.post("/safe-conduct/breaches/<int:id>/finding")
@login_required
def find(id):
    require(BreachCount.tellable_by(current_user))
    breach = get_or_404(queries.reports_to(current_user), id)
    form = FindingForm()
    if not form.validate_on_submit():
        return _page(BreachCountForm(None)), 422
    breach.find(form.finding.data)
    return redirect_with_message(url_for("safe_conduct.breaches"), _("Noted."))


@safe_conduct.post("/safe-conduct/counts")
@login_required
def tell():
    require(BreachCount.tellable_by(current_user))
    form = BreachCountForm()
    if not form.validate_on_submit():
        return _page(form), 422
    told = form.try_call(
        BreachCount.tell, word=form.word.data, by=current_user, on=today()
    )
    if not told:
        return _page(form), 422
    return redirect_with_message(
        url_for("safe_conduct.index", _anchor="told"),
        _("Told. Everybody can read it."),
    )


def _page(form: BreachCountForm):
    shown = paged(
        queries.reports_to(current_user).order_by(BreachReport.id.desc()),
        NEWEST,
        request.args.get("after"),
        MOST_REPORTS,
    )
    return render_page(
        "safe_conduct/breaches.html",
        reports=shown.rows,
        after=shown.after,
        findings=FindingForm(None).finding,
        found=found_by(current_user),
        form=form,
    )
