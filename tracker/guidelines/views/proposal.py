"""Views: making, supporting and deciding on proposals."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.guidelines.forms.filters import FilterBar
from tracker.guidelines.forms.proposal import DecisionForm, ProposalForm
from tracker.guidelines.models import (
    Clause,
    Guideline,
    Proposal,
    ProposalDecision,
    ProposalKind,
)
from tracker.guidelines.queries import proposal as queries
from tracker.guidelines.queries.question import active_clauses
from tracker.guidelines.views import guidelines
from tracker.numbers import whole_number
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
from tracker.web.pagination import paged
from tracker.web.responses import local_path, redirect_with_message, render_page


@guidelines.get("/guidelines/proposals")
@login_required
def proposals():
    words = {
        "state": {
            queries.OPEN: _("Open"),
            queries.ACCEPTED: _("Accepted"),
            queries.DECLINED: _("Declined"),
        }
    }
    chosen = FilterBar.read(url_for("guidelines.proposals"), request.args, words)
    rows = queries.of_state(queries.proposals(), chosen.get("state"))
    shown = paged(rows, queries.NEWEST_FIRST, request.args.get("after"))
    states = chosen.options("state", queries.counts())
    return render_page(
        "guidelines/proposals.html",
        chosen=chosen,
        rows=queries.proposal_views(shown, current_user),
        after=shown.after,
        states=states,
    )


@guidelines.get("/guidelines/proposals/new")
@login_required
def new_proposal():
    clause, guideline = _about(
        request.args.get("clause"), request.args.get("guideline")
    )
    data = {"clause": None, "text": "", "kind": ProposalKind.change}
    data["guideline"] = guideline.slug
    if clause:
        data["clause"] = clause.id
        data["text"] = clause.text
        if clause.stops and request.args.get("kind") == "lift":
            data["kind"] = ProposalKind.lift
    return _proposing(ProposalForm.about(clause, data), clause, guideline)


@guidelines.post("/guidelines/proposals")
@login_required
def propose():
    clause, guideline = _about(
        request.form.get("clause"), request.form.get("guideline")
    )
    form = ProposalForm.about(clause)
    if not form.validate() or not (
        proposal := form.try_call(
            Proposal.add,
            guideline,
            clause=clause,
            named=form.named.data,
            submission=form.submission.data,
            by=current_user,
            at=now(),
            **form.card(),
        )
    ):
        return _proposing(form, clause, guideline), 422
    return redirect_with_message(
        _place(proposal), _("Proposed. You are told what comes of it."), "receipt"
    )


@guidelines.get("/guidelines/proposals/<int:id>")
@login_required
def proposal(id):
    return _proposal(get_or_404(queries.proposals(), id), DecisionForm(None))


@guidelines.post("/guidelines/proposals/<int:id>/support")
@login_required
def support(id):
    proposal = get_or_404(queries.proposals(), id)
    require(proposal.supportable_by(current_user))
    proposal.support(current_user)
    return redirect_with_message(
        local_path(request.form.get("next")) or _place(proposal),
        _("You stand behind it, too. Nobody sees who does; only how many."),
    )


@guidelines.post("/guidelines/proposals/<int:id>/support/withdrawal")
@login_required
def let_go(id):
    proposal = get_or_404(queries.proposals(), id)
    proposal.withdraw_support(current_user)
    return redirect_with_message(_place(proposal), _("You no longer stand behind it."))


@guidelines.post("/guidelines/proposals/<int:id>/verdict")
@login_required
def decide_proposal(id):
    proposal = get_or_404(queries.proposals(), id)
    require(Proposal.decidable_by(current_user))
    form = DecisionForm()
    accepted = form.accept.data
    if not form.validate() or not form.try_call(
        ProposalDecision.add,
        proposal,
        accepted=accepted,
        reason=form.reason.data,
        by=current_user,
        at=now(),
    ):
        return _proposal(proposal, form), 422
    message = _("Declined, with your reason beside it.")
    if accepted:
        message = _("Accepted. Now change the guideline, and it is done.")
    return redirect_with_message(_place(proposal), message)


@guidelines.post("/guidelines/proposals/<int:id>/withdrawal")
@login_required
def withdraw_proposal(id):
    proposal = get_or_404(queries.proposals(), id)
    require(proposal.withdrawable_by(current_user))
    form = DecisionForm(None)
    if not form.try_call(proposal.withdraw):
        return _proposal(proposal, form), 422
    return redirect_with_message(
        url_for("guidelines.proposals"), _("You took it back.")
    )


# Helpers of several views


def _about(id: str | None, slug: str | None) -> tuple[Clause | None, Guideline]:
    """The clause and the guideline of a proposal; no clause if it proposes a new one."""
    if number := whole_number(id):
        clause = get_or_404(active_clauses(), number)
        return clause, clause.guideline
    return None, queries.guideline_called(slug)


def _proposing(form: ProposalForm, clause: Clause | None, guideline: Guideline):
    return render_page(
        "guidelines/new_proposal.html", form=form, clause=clause, guideline=guideline
    )


def _proposal(proposal: Proposal, form: DecisionForm):
    it = queries.proposal_views([proposal], current_user)[0]
    decidable = it.verdict is None and Proposal.decidable_by(current_user)
    return render_page(
        "guidelines/proposal.html",
        it=it,
        form=form,
        decidable=decidable,
        keeps=Clause.editable_by(current_user),
    )


def _place(proposal: Proposal) -> str:
    return url_for("guidelines.proposal", id=proposal.id)
