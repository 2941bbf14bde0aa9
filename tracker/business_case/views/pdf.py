"""Views: the business case as an accessible PDF, as it is now and as it was signed."""

from __future__ import annotations

import datetime as dt

from flask import Response, abort
from flask_babel import gettext as _
from flask_login import login_required

from tracker.accounts.letterhead import printed
from tracker.business_case import queries
from tracker.business_case.enums import CaseState
from tracker.business_case.export import pdf_data, signature_rows
from tracker.business_case.models import BusinessCase
from tracker.business_case.queries import SignatureStatus
from tracker.business_case.views import business_case
from tracker.web.clock import now
from tracker.web.i18n import label


@business_case.get("/business-case.pdf")
@login_required
def pdf():
    case = BusinessCase.current() or abort(404)
    stand = queries.signature_status(case)
    told, signatures, signed_at = stand.told, [], None
    if stand.state is CaseState.signed:
        told, signatures = stand.version.told, stand.signatures
        signed_at = stand.version.at
    data = pdf_data(queries.case_view(told), told, signed_at)
    return _paper(data, _standing(stand), signatures, now(), "business-case.pdf")


@business_case.get("/business-case/versions/<int:number>.pdf")
@login_required
def version_pdf(number):
    version, signatures = queries.version_numbered(number) or abort(404)
    data = pdf_data(queries.case_view(version.told), version.told, version.at)
    return _paper(
        data,
        _("Version %(n)s, as it was signed", n=number),
        signatures,
        version.at,
        f"business-case-{number}.pdf",
    )


def _paper(
    data: dict, standing: str, signatures: list, at: dt.datetime, name: str
) -> Response:
    data["standing"] = standing
    data["signatures"] = signature_rows(signatures)
    body = printed("business_case/case.typ", data, title=_("Business case"), at=at)
    return Response(
        body,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _standing(stand: SignatureStatus) -> str:
    """The state, and what opened it again, in words."""
    told = [label(stand.state)]
    if stand.because:
        texts = "; ".join(text for _id, text, _at in stand.because)
        told.append(_("It did not hold:") + f" {texts}")
    if stand.version and stand.state is not CaseState.signed:
        told.append(_("Version %(n)s was signed.", n=stand.version.number))
    return " · ".join(told)
