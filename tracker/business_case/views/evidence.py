"""Views: add and withdraw evidence for or against an assumption."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.business_case import queries
from tracker.business_case.forms import EvidenceForm
from tracker.business_case.models import BusinessCase, CaseEvidence
from tracker.business_case.views import business_case
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message, render_page


@business_case.get("/business-case/evidence")
@login_required
def evidence():
    case = BusinessCase.current()
    if case is None:
        return redirect_with_message(url_for("business_case.index"))
    form = EvidenceForm(formdata=None, among=list(queries.live(case)))
    form.offer(request.args)
    return _page(form)


@business_case.post("/business-case/evidence")
@login_required
def give_evidence():
    form = EvidenceForm(among=_assumptions())
    if not form.validate():
        return _page(form), 422
    assumption = form.assumption_named
    if not form.try_call(
        CaseEvidence.add, assumption, by=current_user, at=now(), **form.argument()
    ):
        return _page(form), 422
    return redirect_with_message(
        url_for("business_case.assumption", id=assumption.id),
        _("Noted. That is how a belief becomes knowledge."),
    )


@business_case.post("/business-case/evidence/<int:id>/withdrawal")
@login_required
def withdraw_evidence(id):
    evidence = get_or_404(queries.evidence_seen_by(current_user), id)
    require(evidence.withdrawable_by(current_user))
    evidence.withdraw(now())
    return redirect_with_message(
        url_for("business_case.assumption", id=evidence.assumption_id), _("Taken back.")
    )


def _assumptions() -> list:
    case = BusinessCase.current()
    if case:
        return list(queries.live(case))
    return abort(404)


def _page(form: EvidenceForm):
    named = form.attempt_named
    return render_page(
        "business_case/evidence.html",
        form=form,
        named=named,
        learnt=named and named.lessons.first(),
    )
