"""Views: putting stakeholders on the map, moving and changing them, and taking them off."""

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
    return render_page(
        "stakeholders/new.html", form=form
    ), 422 if form.is_submitted() else 200


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
        said = {"version": form.made_from, "at": now(), "by": current_user}
        if form.validate() and form.try_call(
            stakeholder.change, **said, **form.cleaned_data()
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
        to = {"interest": form.interest.data, "influence": form.influence.data}
        stakeholder.place(**to, version=form.made_from, at=now(), by=current_user)
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
    gone = stakeholder.archive(now(), by=current_user)
    kept = _(
        "%(name)s is off the map. What was tried with them is kept, and they can come back.",
        name=stakeholder.name,
    )
    return redirect_with_message(
        url_for("stakeholders.index"),
        _("%(name)s is gone.", name=stakeholder.name) if gone else kept,
    )


@stakeholders.post("/stakeholders/<int:id>/return")
@roles_required(Role.facilitator, Role.admin)
def bring_back(id):
    stakeholder = get_or_404(queries.stakeholders(), id)
    stakeholder.unarchive(now(), by=current_user)
    return redirect_with_message(
        _url(id), _("%(name)s is on the map.", name=stakeholder.name)
    )


# Beats that several views share


def _edit_page(form: StakeholderForm, stakeholder: Stakeholder, conflicts=()):
    return render_page(
        "stakeholders/edit.html",
        form=form,
        stakeholder=stakeholder,
        conflicts=conflicts,
    )


def _look_again(sent: PositionForm, stakeholder: Stakeholder):
    """The whole card, with what was sent in it and what is wrong beside it."""
    form = StakeholderForm.of(stakeholder)
    for field in sent:
        if field.errors:
            form[field.name].raw_data, form[field.name].errors = (
                field.raw_data,
                field.errors,
            )
    return _edit_page(form, stakeholder), 422


def _stale(form: StakeholderForm, current: Stakeholder):
    return answer_conflict(
        form,
        current,
        page=lambda row, conflicts: _edit_page(form, row, conflicts),
        saved=lambda: redirect_with_message(_url(current.id), _("Saved.")),
    )


def _placed(stakeholder: Stakeholder):
    """Where they stand now: a script goes on from there, a person sees it."""
    said = _(
        "%(name)s: interest %(interest)s, influence %(influence)s, priority %(priority)s. Saved.",
        **_where(stakeholder),
    )
    if is_ajax():
        return jsonify(version=stakeholder.version, said=said)
    return redirect_with_message(_url(stakeholder.id), said)


def _moved_meanwhile(form: PositionForm, current: Stakeholder):
    """Somebody else moved or changed them first: nothing was written, and the map shows
    where they stand.
    """
    if not is_ajax():
        return _meanwhile(form, current)
    said = _(
        "Somebody changed %(name)s meanwhile: interest %(interest)s, influence %(influence)s.",
        **_where(current),
    )
    return jsonify(error="stale", version=current.version, said=said), 409


def _meanwhile(sent: PositionForm, current: Stakeholder):
    """Nothing was written: both texts, and a form against the newer version with what
    was sent in it.
    """
    form = StakeholderForm.of(current)
    for name in ("interest", "influence", "next_contact"):
        if name in sent:
            form[name].data = sent[name].data
    form.remember({})
    return _edit_page(form, current, form.conflicts(current)), 409


def _where(stakeholder: Stakeholder) -> dict:
    return {
        name: getattr(stakeholder, name)
        for name in ("name", "interest", "influence", "priority")
    }


def _url(id: int) -> str:
    return url_for("stakeholders.stakeholder", id=id)
