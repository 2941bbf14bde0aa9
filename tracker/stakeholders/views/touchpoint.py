"""Views: touchpoints of a stakeholder."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user, login_required

from tracker.core.conflicts import EditConflict
from tracker.stakeholders import queries
from tracker.stakeholders.forms.stakeholder import NewTouchpointForm, TouchpointForm
from tracker.stakeholders.forms.touchpoint import GridForm
from tracker.stakeholders.models import Touchpoint
from tracker.stakeholders.views import stakeholders
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
from tracker.web.conflicts import answer_conflict
from tracker.web.responses import local_path, redirect_with_message, render_page


@stakeholders.route("/stakeholders/<int:id>/touchpoints/new", methods=["GET", "POST"])
@login_required
def new_touchpoint(id):
    stakeholder = get_or_404(queries.on_map(), id)
    require(stakeholder.changeable_by(current_user))
    form = NewTouchpointForm()
    back = local_path(request.args.get("next"))
    if form.validate_on_submit() and form.try_call(
        Touchpoint.open, stakeholder, at=now(), by=current_user, **form.cleaned_data()
    ):
        return redirect_with_message(
            back or _url(id),
            _("%(name)s: the touchpoint is there.", name=stakeholder.name),
        )
    page = render_page(
        "stakeholders/new_touchpoint.html",
        form=form,
        stakeholder=stakeholder,
        back=back,
    )
    status = 422 if form.is_submitted() else 200
    return page, status


@stakeholders.get("/touchpoints/<int:id>/edit")
@login_required
def edit_touchpoint(id):
    touchpoint = get_or_404(queries.touchpoints(), id)
    require(touchpoint.changeable_by(current_user))
    return _edit_page(TouchpointForm.of(touchpoint), touchpoint)


@stakeholders.post("/touchpoints/<int:id>/edit")
@login_required
def change_touchpoint(id):
    touchpoint = get_or_404(queries.touchpoints(), id)
    require(touchpoint.changeable_by(current_user))
    form = TouchpointForm.onto(touchpoint)
    try:
        if form.validate() and form.try_call(
            touchpoint.change,
            version=form.made_from,
            at=now(),
            by=current_user,
            **form.cleaned_data(),
        ):
            return redirect_with_message(_url(touchpoint.stakeholder_id), _("Saved."))
    except EditConflict as stale:
        return _stale(form, stale.current)
    return _edit_page(form, touchpoint), 422


@stakeholders.post("/touchpoints/<int:id>/removal")
@login_required
def put_touchpoint_away(id):
    touchpoint = get_or_404(queries.touchpoints(), id)
    require(touchpoint.stakeholder.changeable_by(current_user))
    touchpoint.archive(now(), by=current_user)
    return redirect_with_message(
        _url(touchpoint.stakeholder_id), _("We do not meet them there any more.")
    )


@stakeholders.get("/touchpoints/grid")
@login_required
def grid():
    return _grid_page(GridForm(None), _own_rows())


@stakeholders.post("/touchpoints/grid")
@login_required
def fill_grid():
    rows = _own_rows()
    form = GridForm()
    if not form.validate_on_submit():
        return _grid_page(form, rows), 422
    saved = late = 0
    for row, cell, quality in form.changed(rows):
        done = Touchpoint.rate(
            row.stakeholder,
            channel=cell.channel,
            platform=cell.platform,
            quality=quality,
            was=form.shown_in(cell),
            at=now(),
            by=current_user,
        )
        saved += bool(done)
        late += not done
    message = ngettext("One cell is saved.", "%(num)s cells are saved.", saved)
    if late:
        message = _(
            "%(saved)s %(late)s were changed by somebody else meanwhile, and stand as they"
            " left them.",
            saved=message,
            late=late,
        )
    return redirect_with_message(url_for("stakeholders.touchpoints"), message)


def _own_rows() -> list[queries.GridRow]:
    """The rows of the stakeholders that the reader may change; 403 for who may none."""
    rows = [row for row in queries.ranked() if row.changeable_by(current_user)]
    require(current_user.facilitates or bool(rows))
    return queries.grid(rows)


def _grid_page(form: GridForm, rows: list[queries.GridRow]):
    return render_page("stakeholders/grid.html", form=form, rows=rows)


def _edit_page(form: TouchpointForm, touchpoint: Touchpoint, conflicts=()):
    return render_page(
        "stakeholders/edit_touchpoint.html",
        form=form,
        touchpoint=touchpoint,
        conflicts=conflicts,
    )


def _stale(form: TouchpointForm, current: Touchpoint):
    return answer_conflict(
        form,
        current,
        page=lambda row, conflicts: _edit_page(form, row, conflicts),
        saved=lambda: redirect_with_message(_url(current.stakeholder_id), _("Saved.")),
    )


def _url(stakeholder: int) -> str:
    return url_for("stakeholders.stakeholder", id=stakeholder)
