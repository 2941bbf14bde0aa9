"""Views: rounds of the pulse, which facilitators open and close, and their results."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.readiness import queries
from tracker.readiness.forms import RoundForm
from tracker.readiness.models import FreeText, Pulse
from tracker.readiness.next_steps import short
from tracker.readiness.views import readiness
from tracker.web.access import get_or_404, require
from tracker.web.clock import now, today
from tracker.web.responses import redirect_with_message, render_page


@readiness.get("/rounds")
@login_required
def rounds():
    return _rounds(RoundForm())


@readiness.post("/rounds")
@login_required
def open_round():
    require(Pulse.kept_by(current_user))
    form = RoundForm()
    if not form.validate_on_submit():
        return _rounds(form), 422
    pulse = form.try_call(
        Pulse.open, closes_on=form.closes_on.data, by=current_user, on=today(), at=now()
    )
    if not pulse:
        return _rounds(form), 422
    return redirect_with_message(
        url_for("readiness.round", id=pulse.id),
        _("The round is open, and everybody is invited."),
        "receipt",
    )


@readiness.get("/rounds/<int:id>")
@login_required
def round(id):
    pulse = get_or_404(queries.all_rounds(), id)
    result = queries.results([pulse])[0]
    units = queries.units_of(result)
    group = _group(units, result)
    before = queries.results(queries.closed_rounds(until=pulse))
    free_texts = []
    if Pulse.kept_by(current_user):
        free_texts = queries.free_texts_of(pulse)
    return render_page(
        "readiness/round.html",
        pulse=pulse,
        fears=_fears(before, group),
        leading=[(one, short(one.fear)) for one in queries.fears_of_leaders(before)],
        result=result,
        units=units,
        group=group,
        before=before,
        free_texts=free_texts,
    )


@readiness.post("/rounds/<int:id>/closing")
@login_required
def close(id):
    pulse = get_or_404(queries.all_rounds(), id)
    require(Pulse.kept_by(current_user))
    message = _("It was closed already.")
    if pulse.close(at=now(), on=today(), by=current_user):
        message = _("The round is closed. The answers are added up and deleted.")
    return redirect_with_message(url_for("readiness.round", id=id), message)


@readiness.post("/rounds/<int:id>/remarks/removal")
@login_required
def take_remark_away(id):
    pulse = get_or_404(queries.all_rounds(), id)
    require(Pulse.kept_by(current_user))
    FreeText.remove(pulse, request.form.get("key", ""))
    return redirect_with_message(
        url_for("readiness.round", id=id, _anchor="remarks"), _("Removed.")
    )


def _rounds(form):
    keeps = Pulse.kept_by(current_user)
    return render_page(
        "readiness/rounds.html",
        rounds=queries.results(queries.all_rounds()),
        form=form,
        opens_from=_opens_from(),
        keeps=keeps,
        open=Pulse.current(),
    )


def _opens_from():
    """The first day of the next round, while it lies ahead."""
    day = Pulse.opens_from()
    if day and day > today():
        return day
    return None


def _fears(rounds, group) -> list[tuple]:
    """The fears with their short names, those first that ask for something to be done."""
    return [(one, short(one.fear)) for one in queries.fears_to_act_on(rounds, group)]


def _group(units, result) -> str:
    """The group in the URL: a unit whose figures may be shown, the others, or everybody."""
    group = request.args.get("unit", queries.WHOLE)
    known = {str(unit.id) for unit in units}
    if units and queries.OTHERS in result.groups:
        known.add(queries.OTHERS)
    if group == queries.WHOLE or group in known:
        return group
    return abort(404)
