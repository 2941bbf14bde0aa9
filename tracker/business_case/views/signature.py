"""Views: sign the business case, and ask the leaders to sign."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.business_case.models import (
    BusinessCase,
    CaseSignature,
    case_as_dict,
    digest_of,
    gaps_of,
)
from tracker.business_case.views import business_case
from tracker.business_case.views.detail import case_page
from tracker.core.conflicts import EditConflict
from tracker.web.access import require
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message


@business_case.post("/business-case/signature")
@login_required
def sign():
    require(BusinessCase.signable_by(current_user))
    case = BusinessCase.current() or abort(404)
    seen = request.form.get("seen", "")[:64]
    if not request.form.get("sure") and _lacks_something(case, seen):
        return case_page(case, asks=True), 422
    try:
        version = CaseSignature.sign(case, seen=seen, by=current_user, at=now())
    except EditConflict:
        return case_page(case, changed=True), 409
    return redirect_with_message(
        url_for("business_case.index"),
        _("Signed. Version %(n)s stands with your name.", n=version.number),
        "receipt",
    )


def _lacks_something(case: BusinessCase, seen: str) -> bool:
    """Whether what the leader has read, and stands there still, says little."""
    told = case_as_dict(case)
    return digest_of(told) == seen and bool(gaps_of(told))


@business_case.post("/business-case/signature/request")
@login_required
def ask_to_sign():
    require(BusinessCase.editable_by(current_user))
    case = BusinessCase.current() or abort(404)
    CaseSignature.ask_for(case, by=current_user, at=now())
    return redirect_with_message(
        url_for("business_case.index"), _("The leaders are asked to read it and sign.")
    )
