"""Views: one's own access tokens, and those of services."""

from __future__ import annotations

from flask import Blueprint, current_app, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.accounts.reauthentication import reauthentication_required
from tracker.mail_config import Mailbox
from tracker.tokens import queries
from tracker.tokens.enums import Scope
from tracker.tokens.forms import AccessTokenForm
from tracker.tokens.models import AccessToken
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
from tracker.web.responses import public_url, redirect_with_message, render_page

tokens = Blueprint("tokens", __name__)


@tokens.get("/me/tokens")
@reauthentication_required
def index():
    return _page(AccessTokenForm(formdata=None, person=current_user))


@tokens.post("/me/tokens")
@reauthentication_required
def add():
    return _add(AccessTokenForm(person=current_user))


@tokens.post("/me/tokens/<int:id>/end")
@reauthentication_required
def end(id):
    get_or_404(queries.tokens_of(current_user), id).end()
    return redirect_with_message(url_for("tokens.index"), _("It opens nothing now."))


@tokens.get("/admin/tokens")
@reauthentication_required
def services():
    require(current_user.is_admin)
    form = AccessTokenForm(formdata=None, person=current_user, service=True)
    return _page(form, service=True)


@tokens.post("/admin/tokens")
@reauthentication_required
def add_service():
    require(current_user.is_admin)
    form = AccessTokenForm(person=current_user, service=True)
    return _add(form, service=True)


@tokens.post("/admin/tokens/<int:id>/end")
@reauthentication_required
def end_service(id):
    require(current_user.is_admin)
    get_or_404(queries.service_tokens(), id).end()
    return redirect_with_message(url_for("tokens.services"), _("It opens nothing now."))


# Shared by several views


def _add(form: AccessTokenForm, service: bool = False):
    if not form.validate():
        return _page(form, service), 422
    made = form.try_call(
        AccessToken.add,
        by=current_user._get_current_object(),
        at=now(),
        service=service,
        **form.cleaned_data(),
    )
    if not made:
        return _page(form, service), 422
    fresh = AccessTokenForm(formdata=None, person=current_user, service=service)
    return _page(fresh, service, made=made)


def _page(form: AccessTokenForm, service: bool = False, made=None):
    """The page of tokens, with the secret of the one that was made just now."""
    rows = queries.tokens_of(current_user)
    if service:
        rows = queries.service_tokens()
    token, secret = made or (None, "")
    return render_page(
        "tokens/index.html",
        form=form,
        rows=list(rows),
        now=now(),
        service=service,
        token=token,
        secret=secret,
        addresses=_addresses(token, secret),
        api=public_url("api.document"),
        directory=public_url("provisioning.scim", path="").rstrip("/"),
        has_directory="scim" in current_app.extensions,
    )


def _addresses(token: AccessToken | None, secret: str) -> list[tuple[str, str]]:
    """What to put into another program for a new token: a label and an address each."""
    if token is None:
        return []
    found = []
    if token.allows(Scope.feeds):
        lessons = public_url("feeds.lessons", token=secret)
        found.append((_("Feed of all lessons"), lessons))
    if token.allows(Scope.calendar):
        days = public_url("feeds.calendar", token=secret)
        found.append((_("Calendar"), days))
    if token.allows(Scope.mail):
        mailbox = Mailbox.of(current_app.config["TRACKER"].mailbox_url)
        found.append((_("Your address for attempts"), mailbox.address_with(secret)))
    if token.allows(Scope.people) and "scim" in current_app.extensions:
        address = public_url("provisioning.scim", path="").rstrip("/")
        found.append((_("For a directory (SCIM 2.0)"), address))
    if token.allows(Scope.read):
        found.append((_("For an assistant (MCP)"), public_url("mcp.answer")))
    return found
