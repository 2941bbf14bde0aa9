"""Views: creating, changing, moving and archiving stakeholders."""

from __future__ import annotations

from flask import jsonify, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.accounts.models import Role
from tracker.core.conflicts import EditConflict
from tracker.stakeholders import queries
from tracker.stakeholders.forms.stakeholder import (
    ContactForm,
    PositionForm,
    StakeholderForm,
)
from tracker.stakeholders.models import Stakeholder
from tracker.stakeholders.views import stakeholders
from tracker.web.access import get_or_404, require, roles_required
from tracker.web.clock import now
from tracker.web.conflicts import answer_conflict
from tracker.web.responses import is_ajax, redirect_with_message, render_page


@stakeholders.route("/stakeholders/new", methods=["GET", "POST"])
@roles_required(Role.facilitator, Role.admin)
def new():
    form = StakeholderForm()
    if form.validate_on_submit() and (
        stakeholder := form.try_call(
            Stakeholder.add, at=now(), by=current_user, **form.cleaned_data()
        )
    ):
        return redirect_with_message(
            _url(stakeholder.id), _("%(name)s is on the map.", name=stakeholder.name)
        )
    status = 422 if form.is_submitted() else 200
    return render_page("stakeholders/new.html", form=form), status


@stakeholders.get("/stakeholders/<int:id>/edit")
@login_required
def edit(id):
    stakeholder = get_or_404(queries.stakeholders(), id)
    require(stakeholder.changeable_by(current_user))
    return _edit_page(StakeholderForm.of(stakeholder), stakeholder)


@stakeholders.post("/stakeholders/<int:id>/edit")
@login_required
def change(id):
    stakeholder = get_or_404(queries.stakeholders(), id)
    require(stakeholder.changeable_by(current_user))
    form = StakeholderForm.onto(stakeholder)
    try:
        if form.validate() and form.try_call(
            stakeholder.change,
            version=form.made_from,
            at=now(),
            by=current_user,
            **form.cleaned_data(),
        ):
            return redirect_with_message(_url(id), _("Saved."))
    except EditConflict as stale:
        return _stale(form, stale.current)
    return _edit_page(form, stakeholder), 422


@stakeholders.post("/stakeholders/<int:id>/place")
@login_required
def place(id):
    stakeholder = get_or_404(queries.on_map(), id)
    require(stakeholder.changeable_by(current_user))
    form = PositionForm()
    if not form.validate():
        if is_ajax():
            return (jsonify(error="not saved"), 422)
        return _look_again(form, stakeholder)
    try:
        stakeholder.place(
            interest=form.interest.data,
            influence=form.influence.data,
            version=form.made_from,
            at=now(),
            by=current_user,
        )
    except EditConflict as stale:
        return _moved_meanwhile(form, stale.current)
    return _placed(stakeholder)


@stakeholders.post("/stakeholders/<int:id>/contact")
@login_required
def contact(id):
    stakeholder = get_or_404(queries.on_map(), id)
    require(stakeholder.changeable_by(current_user))
    form = ContactForm()
    if not form.validate():
        return _look_again(form, stakeholder)
    try:
        stakeholder.change(
            next_contact=form.next_contact.data,
            version=form.made_from,
            at=now(),
            by=current_user,
        )
    except EditConflict as stale:
        return _meanwhile(form, stale.current)
    return redirect_with_message(_url(id), _("Noted."))


@stakeholders.post("/stakeholders/<int:id>/removal")
@roles_required(Role.facilitator, Role.admin)
def put_away(id):
    stakeholder = get_or_404(queries.on_map(), id)
    message = _(
        "%(name)s is off the map. What was tried with them is kept, and they can come back.",
        name=stakeholder.name,
    )
    if stakeholder.archive(now(), by=current_user):
        message = _("%(name)s is gone.", name=stakeholder.name)
    return redirect_with_message(url_for("stakeholders.index"), message)


@stakeholders.post("/stakeholders/<int:id>/return")
@roles_required(Role.facilitator, Role.admin)
def bring_back(id):
    stakeholder = get_or_404(queries.stakeholders(), id)
    stakeholder.unarchive(now(), by=current_user)
    return redirect_with_message(
        _url(id), _("%(name)s is on the map.", name=stakeholder.name)
    )


# Helpers of several views


def _edit_page(form: StakeholderForm, stakeholder: Stakeholder, conflicts=()):
    return render_page(
        "stakeholders/edit.html",
        form=form,
        stakeholder=stakeholder,
        conflicts=conflicts,
    )


def _look_again(sent: PositionForm, stakeholder: Stakeholder):
    """The page of the whole card, with the values that were sent and their errors."""
    form = StakeholderForm.of(stakeholder)
    for field in sent:
        if field.errors:
            form[field.name].raw_data = field.raw_data
            form[field.name].errors = field.errors
    return _edit_page(form, stakeholder), 422


def _stale(form: StakeholderForm, current: Stakeholder):
    return answer_conflict(
        form,
        current,
        page=lambda row, conflicts: _edit_page(form, row, conflicts),
        saved=lambda: redirect_with_message(_url(current.id), _("Saved.")),
    )


def _placed(stakeholder: Stakeholder):
    """The new position: JSON for a script, a message for a person."""
    message = _(
        "%(name)s: interest %(interest)s, influence %(influence)s, priority %(priority)s. Saved.",
        name=stakeholder.name,
        interest=stakeholder.interest,
        influence=stakeholder.influence,
        priority=stakeholder.priority,
    )
    if is_ajax():
        return jsonify(version=stakeholder.version, said=message)
    return redirect_with_message(_url(stakeholder.id), message)


def _moved_meanwhile(form: PositionForm, current: Stakeholder):
    """The saved position after an edit conflict; nothing was written."""
    if not is_ajax():
        return _meanwhile(form, current)
    message = _(
        "Somebody changed %(name)s meanwhile: interest %(interest)s, influence %(influence)s.",
        name=current.name,
        interest=current.interest,
        influence=current.influence,
    )
    return jsonify(error="stale", version=current.version, said=message), 409


def _meanwhile(sent: PositionForm, current: Stakeholder):
    """The page of an edit conflict: the saved card, and a form with the values that were
    sent.
    """
    form = StakeholderForm.of(current)
    for name in ("interest", "influence", "next_contact"):
        if name in sent:
            form[name].data = sent[name].data
    form.remember({})
    return _edit_page(form, current, form.conflicts(current)), 409


def _url(id: int) -> str:
    return url_for("stakeholders.stakeholder", id=id)
