"""Views: the business case as it is now, and its signed versions."""

from __future__ import annotations

from flask import abort
from flask_login import current_user, login_required

from tracker.business_case import queries
from tracker.business_case.forms.history import change_rows
from tracker.business_case.models import BusinessCase
from tracker.business_case.starting_set import TYPICAL
from tracker.business_case.views import business_case
from tracker.web.panels import panels_of
from tracker.web.responses import render_page


@business_case.get("/business-case")
@login_required
def index():
    case = BusinessCase.current()
    if case is None:
        return render_page(
            "business_case/none.html", editable=BusinessCase.editable_by(current_user)
        )
    return case_page(case)


@business_case.get("/business-case/versions/<int:number>")
@login_required
def version(number):
    version, signatures = queries.version_numbered(number) or abort(404)
    told = queries.case_view(version.told)
    return render_page(
        "business_case/version.html",
        version=version,
        signatures=signatures,
        told=told,
        evidence=queries.public_evidence(version.told, version.at),
    )


def case_page(case: BusinessCase, changed: bool = False, asks: bool = False) -> str:
    """The page of the business case.

    Args:
        changed: Whether it changed while a leader was about to sign.
        asks: Whether a leader who is about to sign is asked about what it lacks.
    """
    stand = queries.signature_status(case)
    changes = []
    if stand.version:
        changes = change_rows(queries.changes(stand.version.told, stand.told))
    typical = {}
    editable = BusinessCase.editable_by(current_user)
    if editable:
        typical = TYPICAL
    return render_page(
        "business_case/index.html",
        case=case,
        stand=stand,
        told=queries.case_view(stand.told),
        versions=queries.versions_of(case),
        changes=changes,
        editable=editable,
        signable=BusinessCase.signable_by(current_user)
        and not stand.signed_by(current_user),
        typical=typical,
        changed=changed,
        asks=asks,
        **panels_of("business_case.index", case),
    )
