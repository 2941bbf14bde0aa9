"""Views: facilitators write the guidelines."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from tracker.accounts.models import Role
from tracker.core.conflicts import EditConflict
from tracker.guidelines.forms.clause import (
    ClauseForm,
    StanceForm,
    StandByForm,
    ValuesForm,
)
from tracker.guidelines.models import (
    Clause,
    ClauseKind,
    Guideline,
    install_all_clauses,
    install_clauses,
    missing_clauses,
)
from tracker.guidelines.queries import guideline as queries
from tracker.guidelines.queries.proposal import wording_of
from tracker.guidelines.views import guidelines
from tracker.guidelines.views.detail import guideline_page
from tracker.numbers import whole_number
from tracker.web.access import get_one_or_404, get_or_404, roles_required
from tracker.web.clock import now, today
from tracker.web.conflicts import answer_conflict
from tracker.web.responses import redirect_with_message, render_page

keepers_only = roles_required(Role.facilitator, Role.admin)


@guidelines.route("/guidelines/<slug>/edit", methods=["GET", "POST"])
@keepers_only
def decide(slug):
    guideline = get_one_or_404(queries.guideline_at(slug))
    form_class = StanceForm
    if guideline.is_everywhere:
        form_class = ValuesForm
    form = form_class()
    if not form.is_submitted():
        return _stance_page(form_class.of(guideline), guideline)
    if not form.validate():
        return _stance_page(form, guideline), 422
    try:
        done = form.try_call(
            guideline.decide,
            **form.cleaned_data(),
            version=form.made_from,
            by=current_user,
            at=now(),
        )
    except EditConflict as stale:
        return answer_conflict(
            form,
            stale.current,
            page=lambda row, conflicts: _stance_page(form, row, conflicts),
            saved=lambda: _to(guideline),
        )
    if done:
        return _to(guideline)
    return (_stance_page(form, guideline), 422)


@guidelines.post("/guidelines/<slug>/standing")
@keepers_only
def stand_by(slug):
    guideline = get_one_or_404(queries.guideline_at(slug))
    form = StandByForm()
    done = form.validate() and form.try_call(
        guideline.confirm,
        decided_by=form.decided_by.data,
        by=current_user,
        at=now(),
        on=today(),
    )
    if done:
        return _to(guideline, _("It holds as it stands."))
    return guideline_page(guideline, form), 422


@guidelines.route("/guidelines/<slug>/clauses", methods=["GET", "POST"])
@keepers_only
def add_clause(slug):
    guideline = get_one_or_404(queries.guideline_at(slug))
    form = ClauseForm(data={"kind": ClauseKind.may})
    if not form.is_submitted():
        return _clause_page(_as_proposed(form), guideline)
    if form.validate() and form.try_call(
        Clause.add, guideline, **form.cleaned_data(), by=current_user, at=now()
    ):
        return _to(guideline)
    return _clause_page(form, guideline), 422


@guidelines.route("/guidelines/clauses/<int:id>/edit", methods=["GET", "POST"])
@keepers_only
def amend_clause(id):
    clause = get_or_404(queries.clauses(), id)
    form = ClauseForm()
    if not form.is_submitted():
        return _clause_page(
            _as_proposed(ClauseForm.of(clause)), clause.guideline, clause
        )
    if not form.validate():
        return _clause_page(form, clause.guideline, clause), 422
    try:
        done = form.try_call(
            clause.amend,
            **form.cleaned_data(),
            version=form.made_from,
            by=current_user,
            at=now(),
        )
    except EditConflict as stale:
        return answer_conflict(
            form,
            stale.current,
            page=lambda row, both: _clause_page(form, row.guideline, row, both),
            saved=lambda: _to(clause.guideline),
        )
    if done:
        return _to(clause.guideline)
    return (_clause_page(form, clause.guideline, clause), 422)


@guidelines.post("/guidelines/clauses/<int:id>/retirement")
@keepers_only
def retire_clause(id):
    clause = get_or_404(queries.clauses(), id)
    clause.retire(by=current_user, at=now())
    return _to(
        clause.guideline, _("It no longer holds. What was done under it still says so.")
    )


@guidelines.post("/guidelines/clauses/<int:id>/return")
@keepers_only
def restore_clause(id):
    clause = get_or_404(queries.clauses(), id)
    clause.restore(by=current_user, at=now())
    return _to(clause.guideline, _("It holds again."))


@guidelines.get("/guidelines/starting-set")
@keepers_only
def starting_set():
    offered = [
        (guideline, missing_clauses(guideline)) for guideline in queries.guidelines()
    ]
    return render_page(
        "guidelines/starting_set.html",
        offered=[(row, missing) for row, missing in offered if missing],
    )


@guidelines.post("/guidelines/starting-set")
@keepers_only
def take_whole_set():
    added = install_all_clauses(at=now(), by=current_user)
    return redirect_with_message(url_for("guidelines.index"), _added(added))


@guidelines.post("/guidelines/<slug>/starting-set")
@keepers_only
def take_set(slug):
    guideline = get_one_or_404(queries.guideline_at(slug))
    return _to(guideline, _added(install_clauses(guideline, at=now(), by=current_user)))


def _stance_page(form, guideline: Guideline, conflicts=()):
    return render_page(
        "guidelines/decide.html", form=form, guideline=guideline, conflicts=conflicts
    )


def _clause_page(
    form: ClauseForm, guideline: Guideline, clause: Clause | None = None, conflicts=()
):
    return render_page(
        "guidelines/clause_form.html",
        form=form,
        guideline=guideline,
        clause=clause,
        conflicts=conflicts,
    )


def _as_proposed(form: ClauseForm) -> ClauseForm:
    """The form with the wording of the proposal in the URL, if there is one."""
    for name, value in wording_of(whole_number(request.args.get("proposal"))).items():
        form[name].data = value
    return form


def _added(clauses: int) -> str:
    return ngettext(
        "%(num)s clause is added, as a draft.",
        "%(num)s clauses are added, as drafts.",
        clauses,
    )


def _to(guideline: Guideline, message: str = ""):
    return redirect_with_message(
        url_for("guidelines.guideline", slug=guideline.slug), message or _("Saved.")
    )
