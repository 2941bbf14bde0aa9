"""Views: list, read, create, change and settle commitments."""

from __future__ import annotations

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.accounts.models import Role
from tracker.commitments import queries
from tracker.commitments.forms import (
    TEXTS,
    AmendmentForm,
    CommitmentForm,
    SettlementForm,
)
from tracker.commitments.models import (
    PROMISED_ON,
    Commitment,
    CommitmentChange,
    Settlement,
)
from tracker.core.conflicts import EditConflict
from tracker.core.history import FORGOTTEN
from tracker.numbers import whole_number
from tracker.quarters import Quarter
from tracker.web.access import get_or_404, require, roles_required
from tracker.web.clock import now, today
from tracker.web.conflicts import answer_conflict
from tracker.web.history import clearable_texts, history_entry
from tracker.web.pagination import paged
from tracker.web.panels import asks
from tracker.web.responses import redirect_with_message, render_page, site_path

commitments = Blueprint("commitments", __name__, url_prefix="/commitments")


@commitments.get("")
@login_required
def index():
    state = request.args.get("state")
    if state not in queries.STATES:
        state = queries.OPEN
    rows, keys = queries.in_state(state)
    shown = paged(rows, keys, request.args.get("after"))
    return render_page(
        "commitments/index.html",
        state=state,
        counts=queries.counts(today()),
        promises=queries.commitment_views(
            [row.commitment_id for row in shown], current_user, today()
        ),
        after=shown.after,
        later=request.args.get("after"),
    )


@commitments.get("/new")
@login_required
def new():
    name, what = _promised_from(request.args)
    require(Commitment.addable_by(current_user, what))
    data = {}
    if name == "summary":
        data["due_on"] = Quarter.of(today()).following.last
    return _new_page(CommitmentForm(None, data=data), name, what)


@commitments.post("")
@login_required
def promise():
    name, what = _promised_from(request.form)
    require(Commitment.addable_by(current_user, what))
    form = CommitmentForm()
    if not form.validate_on_submit():
        return _new_page(form, name, what), 422
    made = form.try_call(
        Commitment.add,
        what,
        text=form.text.data,
        due_on=form.due_on.data,
        by=current_user,
        at=now(),
        on=today(),
        submission=form.submission.data or "",
    )
    if made:
        return redirect_with_message(
            site_path(made.path), _("Promised. Everyone can see it.")
        )
    return (_new_page(form, name, what), 422)


@commitments.get("/<int:id>")
@login_required
def commitment(id):
    return _page(get_or_404(queries.commitments(), id))


@commitments.post("/<int:id>/history/<int:change_id>/removal")
@roles_required(Role.facilitator, Role.admin)
def clear_change(id, change_id):
    commitment = get_or_404(queries.commitments(), id)
    change = get_or_404(CommitmentChange.of(commitment), change_id)
    names = _clearable(change) or abort(404)
    change.clear(names, by=current_user, at=now())
    return redirect_with_message(
        site_path(commitment.path), _("What it said before is gone for good.")
    )


@commitments.route("/<int:id>/edit", methods=["GET", "POST"])
@login_required
def edit(id):
    commitment = get_or_404(queries.commitments(), id)
    require(current_user.id == commitment.leader_id and commitment.settlement is None)
    form = AmendmentForm.of(commitment)
    if not form.validate_on_submit():
        status = 200
        if form.errors:
            status = 422
        return _edit_page(form, commitment), status
    try:
        amended = form.try_call(
            commitment.amend,
            version=form.made_from,
            by=current_user,
            at=now(),
            on=today(),
            **form.cleaned_data(),
        )
    except EditConflict as stale:
        return answer_conflict(
            form,
            stale.current,
            page=lambda row, conflicts: _edit_page(form, commitment, conflicts),
            saved=lambda: redirect_with_message(
                site_path(commitment.path), _("Saved.")
            ),
        )
    if amended:
        return redirect_with_message(
            site_path(commitment.path),
            _("Saved. What it said before can be read below."),
        )
    return (_edit_page(form, commitment), 422)


@commitments.post("/<int:id>/settlement")
@login_required
def settle(id):
    commitment = get_or_404(queries.commitments(), id)
    require(commitment.answerable_by(current_user))
    form = SettlementForm()
    if not form.validate_on_submit():
        return _page(commitment, form), 422
    Settlement.answer(commitment, **form.cleaned_data(), by=current_user, at=now())
    return redirect_with_message(
        site_path(commitment.path), _("Thank you for answering in the open.")
    )


# Panels on the pages of other features


@asks(queries.questions_about)
def experiment_panel(experiment) -> dict:
    """The commitments from an experiment; nothing while it is a draft."""
    if experiment.is_draft:
        return {}
    return _told(queries.from_experiment(experiment))


@asks(lambda lesson: queries.questions_about(lesson.experiment))
def lesson_panel(lesson) -> dict:
    """The commitments from a lesson and its experiment."""
    return _told(queries.from_experiment(lesson.experiment))


def person_panel(person) -> dict:
    """The commitments of a leader."""
    return _told(queries.of_leader(person))


def case_panel(case) -> dict:
    """The commitments from the business case."""
    return _told(queries.from_case(case))


def summary_panel(summary) -> dict:
    """The commitments from the summary of a quarter."""
    return _told(queries.from_quarter(summary.of))


def _told(ids) -> dict:
    return {"promises": queries.commitment_views(ids, current_user, today())}


# Helpers of several views


def _promised_from(sent):
    """The field and the row that a commitment belongs to; 404 if the viewer may not see it."""
    name = next((name for name in PROMISED_ON if sent.get(name)), "")
    rows = queries.sources_for(name, current_user)
    id = whole_number(sent.get(name))
    if rows is None or not id:
        abort(404)
    return name, get_or_404(rows, id)


def _new_page(form, name, what):
    return render_page("commitments/new.html", form=form, name=name, what=what)


def _edit_page(form, commitment, conflicts=()):
    return render_page(
        "commitments/edit.html", form=form, commitment=commitment, conflicts=conflicts
    )


def _entry(change: CommitmentChange) -> dict:
    """An act of the history, which a facilitator may clear of what it said before."""
    entry = history_entry(change, TEXTS)
    if current_user.facilitates and _clearable(change):
        entry["clear_url"] = url_for(
            "commitments.clear_change", id=change.commitment_id, change_id=change.id
        )
    return entry


def _clearable(change: CommitmentChange) -> list[str]:
    """Names of what an act said before, its reason with it."""
    names = clearable_texts(change, TEXTS)
    if change.why not in ("", FORGOTTEN[0]):
        names.append("why")
    return names


def _page(commitment, form=None):
    """A commitment, its history, and the form to settle it if the viewer may."""
    [promise] = queries.commitment_views([commitment.id], current_user, today())
    if not commitment.answerable_by(current_user):
        form = None
    elif form is None:
        data = {}
        if promise.settlement:
            data["settled"] = promise.settlement.settled
            data["word"] = promise.settlement.word
        form = SettlementForm(None, data=data)
    return render_page(
        "commitments/commitment.html",
        promise=promise,
        form=form,
        entries=[_entry(change) for change in promise.changes],
    )
