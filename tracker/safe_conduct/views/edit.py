"""Views: write the safe conduct, and sign it."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.conflicts import EditConflict
from tracker.numbers import whole_number
from tracker.safe_conduct import queries
from tracker.safe_conduct.forms import SafeConductForm
from tracker.safe_conduct.models import SafeConduct, SafeConductSignature
from tracker.safe_conduct.starting_text import EXCEPTIONS, TEXT
from tracker.safe_conduct.views import safe_conduct
from tracker.safe_conduct.views.detail import conduct_page
from tracker.web.access import require
from tracker.web.clock import now
from tracker.web.i18n import translated
from tracker.web.responses import redirect_with_message, render_page


@safe_conduct.get("/safe-conduct/edit")
@login_required
def edit():
    require(SafeConduct.writable_by(current_user))
    newest = SafeConduct.newest()
    if newest:
        data = {
            "text": newest.text,
            "exceptions": newest.exceptions,
            "contact": [newest.contact_id],
            "after": newest.number,
        }
    else:
        data = {
            "text": translated(TEXT),
            "exceptions": translated(EXCEPTIONS),
            "after": 0,
        }
    return _page(SafeConductForm(formdata=None, data=data), newest)


@safe_conduct.post("/safe-conduct/edit")
@login_required
def write():
    require(SafeConduct.writable_by(current_user))
    form = SafeConductForm()
    if not form.validate():
        return _page(form, SafeConduct.newest()), 422
    try:
        written = form.try_call(
            SafeConduct.write,
            text=form.text.data,
            exceptions=form.exceptions.data,
            contact=form.person,
            why=form.why.data,
            after=form.written_from,
            by=current_user,
            at=now(),
        )
    except EditConflict as stale:
        return _stale(form, stale.current)
    if not written:
        return _page(form, SafeConduct.newest()), 422
    return redirect_with_message(
        url_for("safe_conduct.index"),
        _("Version %(n)s stands. The leaders are asked to sign it.", n=written.number),
    )


@safe_conduct.post("/safe-conduct/signature")
@login_required
def sign():
    require(SafeConductSignature.signable_by(current_user))
    number = whole_number(request.form.get("number")) or 0
    conduct = queries.conduct_numbered(number) or abort(404)
    try:
        SafeConductSignature.sign(conduct, by=current_user, at=now())
    except EditConflict:
        return conduct_page(changed=True), 409
    return redirect_with_message(
        url_for("safe_conduct.index"),
        _("Signed. Whoever plans an attempt sees it beside the form."),
        "receipt",
    )


def _stale(form: SafeConductForm, newest: SafeConduct | None):
    """The page after an edit conflict; `newest` is None if the form names a false version."""
    if newest is None:
        form.now_after(0)
    else:
        form.now_after(newest.number)
    return _page(form, newest, conflict=newest is not None), 409


def _page(form: SafeConductForm, newest: SafeConduct | None, conflict: bool = False):
    return render_page(
        "safe_conduct/edit.html", form=form, newest=newest, conflict=conflict
    )
