"""Views: write the strategy, and sign it."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.conflicts import EditConflict
from tracker.numbers import whole_number
from tracker.strategy import queries
from tracker.strategy.forms import StrategyForm
from tracker.strategy.models import StrategySignature, StrategyText
from tracker.strategy.next_steps import TEXT
from tracker.strategy.views import strategy
from tracker.strategy.views.detail import strategy_page
from tracker.web.access import require
from tracker.web.clock import now
from tracker.web.i18n import translated
from tracker.web.responses import redirect_with_message, render_page


@strategy.get("/strategy/edit")
@login_required
def edit():
    require(StrategyText.writable_by(current_user))
    text = StrategyText.newest()
    if text:
        form = StrategyForm(formdata=None, text=text.text, after=text.number)
    elif request.args.get("ready"):
        form = StrategyForm(formdata=None, text=translated(TEXT), after=0)
    else:
        form = StrategyForm(formdata=None, text="", after=0)
    return _page(form, text)


@strategy.post("/strategy/edit")
@login_required
def write():
    require(StrategyText.writable_by(current_user))
    form = StrategyForm()
    if not form.validate():
        return _page(form, StrategyText.newest()), 422
    try:
        written = form.try_call(
            StrategyText.write,
            text=form.text.data,
            why=form.why.data,
            after=form.written_from,
            by=current_user,
            at=now(),
        )
    except EditConflict as stale:
        return _stale(form, stale.current)
    if not written:
        return _page(form, StrategyText.newest()), 422
    return redirect_with_message(
        url_for("strategy.index"),
        _("Version %(n)s stands. The leaders are asked to sign it.", n=written.number),
    )


@strategy.post("/strategy/signature")
@login_required
def sign():
    require(StrategySignature.signable_by(current_user))
    text = queries.text_numbered(
        whole_number(request.form.get("number")) or 0
    ) or abort(404)
    try:
        StrategySignature.sign(text, by=current_user, at=now())
    except EditConflict:
        return strategy_page(changed=True), 409
    return redirect_with_message(
        url_for("strategy.index"),
        _("Signed. The strategy stands with your name."),
        "receipt",
    )


def _stale(form: StrategyForm, newest: StrategyText | None):
    """The page after an edit conflict; `newest` is None if the form names a false version."""
    if newest is None:
        form.now_after(0)
    else:
        form.now_after(newest.number)
    return _page(form, newest, conflict=newest is not None), 409


def _page(form: StrategyForm, text: StrategyText | None, conflict: bool = False):
    return render_page("strategy/edit.html", form=form, text=text, conflict=conflict)
