"""Views: edit the business case."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.business_case.forms import CaseForm
from tracker.business_case.models import BusinessCase
from tracker.business_case.views import business_case
from tracker.core.conflicts import EditConflict
from tracker.web.access import require
from tracker.web.clock import now
from tracker.web.conflicts import answer_conflict
from tracker.web.responses import redirect_with_message, render_page


@business_case.get("/business-case/edit")
@login_required
def edit():
    case = BusinessCase.current()
    require(BusinessCase.editable_by(current_user))
    return _page(CaseForm.of(case), case)


@business_case.post("/business-case/edit")
@login_required
def amend():
    case = BusinessCase.current()
    require(BusinessCase.editable_by(current_user))
    form = CaseForm(kept=case and case.sponsor_id)
    if not form.validate():
        return _page(form, case), 422
    try:
        saved = form.try_call(_save, case, form)
    except EditConflict as stale:
        return answer_conflict(
            form,
            stale.current,
            page=lambda row, conflicts: _page(form, row, conflicts),
            saved=_saved,
        )
    if not saved:
        return _page(form, case), 422
    return _saved()


def _saved():
    return redirect_with_message(url_for("business_case.index"), _("Saved."))


def _save(case: BusinessCase | None, form: CaseForm) -> None:
    """Create the business case, or change it."""
    if case is None:
        BusinessCase.begin(by=current_user, at=now(), **form.card())
    else:
        case.amend(version=form.made_from, at=now(), **form.card())


def _page(form: CaseForm, case: BusinessCase | None, conflicts=()):
    return render_page(
        "business_case/edit.html", form=form, case=case, conflicts=conflicts
    )
