"""Between Flask-Login and our sessions: the cookie carries a random token, the row
behind it decides.

Flask-Login's own logout revokes nothing: a copied cookie would still work. Here signing
out deletes the row.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import secrets
from contextlib import suppress

from flask import (
    Flask,
    current_app,
    flash,
    jsonify,
    redirect,
    request,
    session,
    url_for,
)
from flask_babel import lazy_gettext as _l
from flask_login import LoginManager, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError

from tracker.accounts import passwords
from tracker.accounts.models import (
    LoginEvent,
    LoginEventKind,
    Person,
    ProviderLogin,
    SecondFactor,
    Session,
)
from tracker.accounts.models.one_time_link import token_digest
from tracker.accounts.trusted_browsers import remember_browser
from tracker.db import DATABASE_ERRORS
from tracker.moments import is_recent
from tracker.web.clock import now
from tracker.web.errors import form_too_old
from tracker.web.i18n import translated
from tracker.web.responses import (
    EXPIRED,
    is_ajax,
    local_path,
    page_path,
    redirect_with_message,
)

HALF_IN_FOR = dt.timedelta(minutes=5)  # between the password and the code


def init_app(app: Flask, manager: LoginManager) -> None:
    passwords.add_known_words(app.config["TRACKER"].organisation)
    manager.init_app(app)
    # The token is random and the row decides; an address that changes is no sign
    manager.session_protection = None
    manager.user_loader(person_by_token)
    manager.unauthorized_handler(redirect_to_sign_in)
    manager.login_message = _l("Please sign in.")
    app.register_error_handler(CSRFError, form_without_token)


def person_by_token(token: str) -> Person | None:
    """The person whose live session this token opens."""
    row = Session.by_token(token, now())
    if row is None:
        return None
    renew = row.remembered and row.seen_at.date() != now().date()
    # On a full disk one still reads, and while somebody else writes
    with suppress(*DATABASE_ERRORS):
        row.touch(now())
        if renew:
            session["_remember"] = "set"  # tells Flask-Login to send its cookie again
    person = row.person
    person.session = row
    person.session_token = token
    return person


def sign_in_or_ask_code(
    person: Person,
    way: LoginEventKind,
    onward: str,
    *,
    words: str = "",
    remembered: bool = False,
):
    """Sign a person in, or lead to the second factor.

    Returns:
        The redirect to what comes next.

    Raises:
        ValidationFailed: The account was closed or its password replaced in the meantime.
    """
    has_code = SecondFactor.of(person) is not None
    if not has_code and not SecondFactor.is_required_of(person):
        sign_in(person, way, remembered=remembered)
        return redirect_with_message(onward, words)
    session.clear()
    session["half"] = {
        "person": person.id,
        "of": token_digest(person.password_hash or "")[:16],
        "at": now().timestamp(),
        "mark": secrets.token_urlsafe(12),
        "remember": remembered,
        "next": onward,
    }
    if has_code:
        return redirect(url_for("accounts.code"))
    return redirect(url_for("accounts.first_code"))


def person_awaiting_code() -> Person | None:
    """The person who gave the right password and not yet the code; None after five minutes."""
    waiting = session.get("half")
    if not waiting or not is_recent(
        dt.datetime.fromtimestamp(waiting["at"], dt.UTC), HALF_IN_FOR, now()
    ):
        return None
    person = Person.get_or_none(
        Person.id == waiting["person"], Person.disabled_at.is_null()
    )
    if person and token_digest(person.password_hash or "")[:16] == waiting["of"]:
        return person
    return None


def sign_in(
    person: Person,
    way: LoginEventKind,
    *,
    remembered: bool = False,
    provider: ProviderLogin | None = None,
) -> None:
    """Open a new session with a new token.

    Nothing of the old browser session is carried over.

    Raises:
        ValidationFailed: The account was closed or its password replaced in the meantime.
    """
    agent = request.user_agent.string
    row, token = Session.open(
        person, at=now(), remembered=remembered, agent=agent, provider=provider
    )
    if current_user.is_authenticated:
        current_user.session.end()
    LoginEvent.record(person, way, at=now(), agent=agent)
    session.clear()
    person.session = row
    person.session_token = token
    login_user(person, remember=remembered)
    remember_browser(person)


def renew_token(provider: ProviderLogin | None = None) -> None:
    """Give the session a new token after the person has confirmed their identity."""
    person = current_user._get_current_object()
    person.session_token = person.session.prove(now(), provider)
    login_user(person, remember=person.session.remembered)


def page_key(person: Person) -> str:
    """The key with which the person's own pages seal what is typed, on a device that
    others may use; no device keeps it.
    """
    key = current_app.config["TRACKER"].secret_key.encode()
    return base64.b64encode(
        hmac.digest(key, f"typed by {person.id}".encode(), hashlib.sha256)
    ).decode()


def sign_out() -> None:
    """End the session for good; a copy of its cookies opens nothing."""
    if current_user.is_authenticated:
        current_user.session.end()
    logout_user()
    remembered = session.pop("_remember", None)
    session.clear()
    if remembered:
        session["_remember"] = remembered  # tells Flask-Login to take its cookie away


def form_without_token(error: CSRFError):
    """A form sent after the session had ended carries no token either: that leads to
    sign-in, and back to what was typed.
    """
    if current_user.is_authenticated or request.blueprint == "accounts":
        return form_too_old(error)
    return redirect_to_sign_in()


def redirect_to_sign_in():
    """Signed out: a page leads to sign-in and back; a script is told, so that it keeps
    what was typed.
    """
    if is_ajax():
        return jsonify(error="signed out"), 401
    if request.method == "POST":
        flash(translated(EXPIRED))
    return redirect(url_for("accounts.login", next=_way_back()))


def _way_back() -> str:
    """The page to return to after sign-in.

    What was posted is not sent again, so a POST returns to the page that its form stood
    on.
    """
    if request.method in ("GET", "HEAD"):
        return page_path()
    front = url_for("home.home")
    site = request.host_url
    referrer = request.referrer or ""
    if not referrer.startswith(site):
        return front
    return local_path("/" + referrer.removeprefix(site)) or front
