"""Views: add, read, change and remove assumptions, or add them from the starting set."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.business_case import queries
from tracker.business_case.enums import AssumptionKind
from tracker.business_case.forms import AssumptionForm
from tracker.business_case.models import Assumption, BusinessCase
from tracker.business_case.starting_set import TYPICAL
from tracker.business_case.views import business_case
from tracker.core.conflicts import EditConflict
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
from tracker.web.conflicts import answer_conflict
from tracker.web.i18n import translated
from tracker.web.responses import redirect_with_message, render_page


@business_case.get("/business-case/assumptions/new")
@login_required
def new_assumption():
    require(BusinessCase.editable_by(current_user))
    case = BusinessCase.current() or abort(404)
    return _page(AssumptionForm(kind=AssumptionKind.benefit), case)


@business_case.post("/business-case/assumptions")
@login_required
def assume():
    require(BusinessCase.editable_by(current_user))
    case = BusinessCase.current() or abort(404)
    form = AssumptionForm()
    if not form.validate():
        return _page(form, case), 422
    assumption = form.try_call(
        Assumption.add,
        case,
        by=current_user,
        at=now(),
        submission=form.submission.data,
        **form.card(),
    )
    if not assumption:
        return _page(form, case), 422
    return redirect_with_message(
        _url(assumption), _("Added. What speaks for it, and what against?")
    )


@business_case.post("/business-case/assumptions/typical")
@login_required
def take_typical():
    require(BusinessCase.editable_by(current_user))
    case = BusinessCase.current() or abort(404)
    for key in request.form.getlist("key"):
        if ready := TYPICAL.get(key):
            Assumption.add(
                case,
                by=current_user,
                at=now(),
                kind=ready.kind,
                text=translated(ready.text),
                basis=translated(ready.basis),
            )
    return redirect_with_message(
        url_for("business_case.index", _anchor="assumptions"),
        _("Taken. Now make them yours, and put amounts on them."),
    )


@business_case.get("/business-case/assumptions/<int:id>")
@login_required
def assumption(id):
    return assumption_page(_found(id))


@business_case.get("/business-case/assumptions/<int:id>/edit")
@login_required
def edit_assumption(id):
    assumption = _found(id)
    require(BusinessCase.editable_by(current_user))
    return _page(AssumptionForm.of(assumption), assumption.case, assumption)


@business_case.post("/business-case/assumptions/<int:id>/edit")
@login_required
def amend_assumption(id):
    assumption = _found(id)
    require(BusinessCase.editable_by(current_user))
    form = AssumptionForm()
    if not form.validate():
        return _page(form, assumption.case, assumption), 422
    try:
        assumption.amend(version=form.made_from, **form.card())
    except EditConflict as stale:
        return answer_conflict(
            form,
            stale.current,
            page=lambda row, both: _page(form, assumption.case, row, both),
            saved=lambda: redirect_with_message(_url(assumption), _("Saved.")),
        )
    return redirect_with_message(_url(assumption), _("Saved."))


@business_case.post("/business-case/assumptions/<int:id>/removal")
@login_required
def drop_assumption(id):
    assumption = _found(id)
    require(BusinessCase.editable_by(current_user))
    assumption.remove(now())
    return redirect_with_message(
        url_for("business_case.index"),
        _("Taken out. What was signed stays as it was signed."),
    )


def assumption_page(assumption: Assumption) -> str:
    """The page of an assumption: its evidence, and experiments that may become evidence."""
    q = request.args.get("q", "").strip()[:300]
    shown, unseen = queries.evidence_of(assumption, current_user)
    return render_page(
        "business_case/assumption.html",
        assumption=assumption,
        line=queries.assumption_view(assumption),
        shown=shown,
        unseen=unseen,
        q=q,
        likely=queries.suggested_attempts(
            assumption, q or assumption.text, current_user
        ),
        editable=BusinessCase.editable_by(current_user),
    )


def _found(id: int) -> Assumption:
    return get_or_404(queries.assumptions(), id)


def _page(
    form: AssumptionForm,
    case: BusinessCase,
    assumption: Assumption | None = None,
    conflicts=(),
):
    argued = assumption is not None and assumption.evidence.exists()
    return render_page(
        "business_case/edit_assumption.html",
        form=form,
        case=case,
        assumption=assumption,
        argued=argued,
        conflicts=conflicts,
    )


def _url(assumption: Assumption) -> str:
    return url_for("business_case.assumption", id=assumption.id)
