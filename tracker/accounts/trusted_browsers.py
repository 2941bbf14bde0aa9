"""A browser in which somebody has signed in before: what others try at the account does
not lock it out.

Its cookie holds chance and a keyed digest over that and the account: it tells nobody
who signs in here, opens nothing, and is not kept in the database. Whoever steals it
gets a few tries at that one account, like anybody else.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets

from flask import after_this_request, current_app, request

from tracker.accounts.models import Person
from tracker.accounts.models.one_time_link import token_digest

KNOWN_FOR = dt.timedelta(days=180)


def browser_of(person: Person | None) -> str | None:
    """A name for the browser that asks, when this person has signed in with it before."""
    chance, _, mark = request.cookies.get(_cookie(), "")[:200].partition(".")
    id = 0
    if person:
        id = person.id
    # Compared for nobody, too, so that it takes as long
    fits = hmac.compare_digest(mark.encode(), _mark(chance, id).encode())
    if fits and person:
        return token_digest(chance)
    return None


def remember_browser(person: Person) -> None:
    """Let the answer to this request carry the cookie."""
    chance = secrets.token_urlsafe(24)

    @after_this_request
    def carry(answer):
        answer.set_cookie(
            _cookie(),
            f"{chance}.{_mark(chance, person.id)}",
            max_age=int(KNOWN_FOR.total_seconds()),
            path=current_app.config["SESSION_COOKIE_PATH"],
            httponly=True,
            samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )
        return answer


def _mark(chance: str, id: int) -> str:
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.digest(key, f"browser {chance} of {id}".encode(), hashlib.sha256).hex()


def _cookie() -> str:
    return current_app.config["BROWSER_COOKIE_NAME"]
