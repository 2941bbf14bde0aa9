"""Letting programs in by the token that they send; a browser's session opens nothing here."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from flask import Blueprint, Response, current_app, g, request
from flask_babel import gettext as _
from werkzeug.exceptions import TooManyRequests

from tracker.accounts.models import Person, TokenBucket
from tracker.db import DATABASE_ERRORS, waiting_at_most
from tracker.tokens.enums import Scope
from tracker.tokens.models import AccessToken, service_viewer
from tracker.web.clock import now
from tracker.web.i18n import LANGUAGES
from tracker.web.problem import problem_response

# Calls at once of one token, and the time in which they are filled again
CALLS = 600
PER = dt.timedelta(minutes=10)
REALM = 'Bearer realm="forsoeg"'


def guard(blueprint: Blueprint, but: tuple[str, ...] = ()) -> None:
    """Let nobody call a blueprint's views but by a token, and count the calls.

    Args:
        but: Endpoints that are open to anybody.
    """

    @blueprint.before_request
    def require_token():
        # Whatever cookie came along: another site may have sent it
        g._login_user = current_app.login_manager.anonymous_user()
        if request.endpoint in but:
            return None
        token = token_in(request.headers.get("Authorization", ""))
        if token is None:
            return refused()
        use(token)
        return None

    @blueprint.after_request
    def tell_limits(response):
        if left := g.get("calls_left"):
            response.headers["RateLimit-Limit"] = str(CALLS)
            response.headers["RateLimit-Remaining"] = str(int(left[0]))
            response.headers["RateLimit-Reset"] = str(left[1])
        return response


def use(token: AccessToken) -> None:
    """Let this request be its owner's, and count the call.

    Raises:
        TooManyRequests: There were too many.
    """
    g.token = token
    g._login_user = owner_of(token)
    _count(token)
    note_use(token)


def note_use(token: AccessToken) -> None:
    """Note that a token was used, where that can be written down."""
    # On a full disk one still reads, and while somebody else writes
    with suppress(*DATABASE_ERRORS):
        token.touch(now())


def token_in(header: str) -> AccessToken | None:
    """The token that an Authorization header shows; None if it is not good."""
    kind, _space, secret = header.partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        return None
    return AccessToken.by_secret(secret.strip(), now())


def owner_of(token: AccessToken) -> Person:
    """The person whom a token speaks for; nobody in particular for a service."""
    if token.is_service:
        language = request.accept_languages.best_match(LANGUAGES) or "da"
        return service_viewer(language)
    return token.person


def allows(scope: Scope) -> bool:
    """Whether the token of this request opens this."""
    return g.token.allows(scope)


def refused() -> Response:
    """The answer to whoever sends no token that is good."""
    response = problem_response(
        401,
        _("A token is needed"),
        _("Send a token that has not run out, as “Authorization: Bearer …”."),
    )
    response.headers["WWW-Authenticate"] = REALM
    return response


def _count(token: AccessToken) -> None:
    """Take a call from the token's bucket; one that cannot be written down is free."""
    key = f"token {token.id}"
    taken = True
    left = CALLS
    with suppress(*DATABASE_ERRORS), waiting_at_most(1):
        taken = TokenBucket.take(key, capacity=CALLS, per=PER, at=now())
        left = TokenBucket.left_in(key, capacity=CALLS, per=PER, at=now())
    seconds = PER.total_seconds() / CALLS
    g.calls_left = (left, int((CALLS - left) * seconds) + 1)
    if not taken:
        raise TooManyRequests(retry_after=int(seconds) + 1)
