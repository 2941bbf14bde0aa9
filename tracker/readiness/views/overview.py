"""Views: the readiness of the organisation, and the map of fears with its actions."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.readiness import queries
from tracker.readiness.enums import Fear
from tracker.readiness.forms import FearActionForm
from tracker.readiness.models import FearAction, Pulse
from tracker.readiness.next_steps import next_step, short
from tracker.readiness.views import readiness
from tracker.web.access import get_or_404, require
from tracker.web.clock import now, today
from tracker.web.i18n import label, translated
from tracker.web.panels import panels_of
from tracker.web.responses import redirect_with_message, render_page


@readiness.app_template_filter()
def level(value: float) -> str:
    """A level of a pulse, always with one decimal: 4.0 is not coarser than 4.1."""
    return format_decimal(value, "0.0")


@readiness.get("")
@login_required
def index():
    rounds = queries.published_rounds()
    fears = queries.map_of_fears(rounds, current_user)
    ready = queries.dimensions(rounds, now(), today())
    return render_page(
        "readiness/index.html",
        profile=[_profile_row(one, fears) for one in ready],
        rounds=rounds,
        faced=[(one, short(one.fear)) for one in fears],
        waits=queries.round_for(current_user, today()),
        current=Pulse.current(),
    )


@readiness.get("/fears")
@login_required
def fears():
    chosen = request.args.get("fear") or queries.first_unanswered_fear()
    return _fears(FearActionForm.choosing(chosen))


@readiness.post("/deeds")
@login_required
def tell_deed():
    require(FearAction.addable_by(current_user))
    form = FearActionForm.choosing()
    if not form.validate_on_submit() or not form.try_call(
        FearAction.add, **form.as_dict(), by=current_user, at=now()
    ):
        return _fears(form), 422
    return redirect_with_message(
        url_for("readiness.fears", _anchor=form.fear.data.value),
        _("Told. It stands beside the fear."),
    )


@readiness.post("/deeds/<int:id>/removal")
@login_required
def take_deed_back(id):
    require(FearAction.addable_by(current_user))
    fear_action = get_or_404(queries.all_fear_actions(), id)
    require(fear_action.withdrawable_by(current_user))
    fear_action.withdraw()
    return redirect_with_message(
        url_for("readiness.fears", _anchor=fear_action.fear.value), _("Removed.")
    )


def _profile_row(ready, fears) -> tuple:
    text, url = next_step(ready, fears, current_user)
    return ready, translated(ready.dimension.hint), text, url


def _fears(form):
    rounds = queries.published_rounds()
    levels = sorted(queries.map_of_fears(rounds, current_user), key=queries.urgency)
    last = None
    if rounds:
        last = rounds[-1]
    return render_page(
        "readiness/fears.html",
        faced=[(one, short(one.fear), label(one.fear)) for one in levels],
        leading=[
            (one, short(one.fear), label(one.fear))
            for one in queries.fears_of_leaders(rounds)
        ],
        last=last,
        tells=FearAction.addable_by(current_user),
        form=form,
        fears=list(Fear),
        **panels_of("readiness.fears"),
    )
