"""Views: the webhooks of the organisation."""

from __future__ import annotations

import secrets

from flask import Blueprint, current_app, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from tracker.accounts.models import Role
from tracker.accounts.reauthentication import reauthentication_required
from tracker.web.access import get_or_404, roles_required
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message, render_page
from tracker.webhooks import queries
from tracker.webhooks.call import CallFailed
from tracker.webhooks.enums import HookShape
from tracker.webhooks.forms import WebhookForm
from tracker.webhooks.handlers import send
from tracker.webhooks.message import test_message
from tracker.webhooks.models import Webhook

webhooks = Blueprint("webhooks", __name__, url_prefix="/admin/webhooks")


@webhooks.get("")
@roles_required(Role.admin)
@reauthentication_required
def index():
    return _page(WebhookForm(formdata=None))


@webhooks.post("")
@roles_required(Role.admin)
@reauthentication_required
def add():
    form = WebhookForm()
    if not form.validate():
        return _page(form), 422
    made = form.try_call(
        Webhook.add, at=now(), locale=current_user.locale, **form.cleaned_data()
    )
    if not made:
        return _page(form), 422
    return _page(WebhookForm(formdata=None), made)


@webhooks.post("/<int:id>/end")
@roles_required(Role.admin)
@reauthentication_required
def end(id):
    _found(id).end()
    return _back(_("The webhook has been removed."))


@webhooks.post("/<int:id>/pause")
@roles_required(Role.admin)
@reauthentication_required
def pause(id):
    _found(id).pause(now())
    return _back(_("It is paused. What happens meanwhile is not told later."))


@webhooks.post("/<int:id>/resume")
@roles_required(Role.admin)
@reauthentication_required
def resume(id):
    _found(id).resume()
    return _back(_("From now on it is told what happens."))


@webhooks.post("/<int:id>/test")
@roles_required(Role.admin)
@reauthentication_required
def test(id):
    hook = _found(id)
    hook.note_test()
    try:
        with force_locale(hook.locale):
            send(hook, test_message(), f"msg_{secrets.randbits(53)}")
    except CallFailed as failed:
        hook.note_failure(str(failed), now())
        message = _("It did not get through: %(why)s", why=failure_text(str(failed)))
        return redirect_with_message(url_for("webhooks.index"), message, "error")
    hook.note_success(now())
    return _back(_("It got through. Look in the channel."))


def failure_text(error: str) -> str:
    """Why nothing got through, in words; what programs say stays as it is."""
    if error.isdecimal():
        return _("the other end answered %(status)s", status=error)
    return _("the other end did not answer (%(error)s)", error=error)


# Shared by several views


def _found(id: int) -> Webhook:
    return get_or_404(queries.webhooks(), id)


def _back(message: str):
    return redirect_with_message(url_for("webhooks.index"), message)


def _page(form: WebhookForm, made: Webhook | None = None):
    """The page of webhooks, with the secret of the one that was made just now."""
    secret = ""
    if made and made.shape is HookShape.standard:
        secret = made.shown_secret(current_app.config["TRACKER"].secret_key)
    return render_page(
        "webhooks/index.html",
        form=form,
        rows=list(queries.webhooks()),
        made=made,
        secret=secret,
        told=failure_text,
    )
