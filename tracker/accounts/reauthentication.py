"""Step-up: before a dangerous act, somebody who signed in a while ago shows once more
who it is.

A page that leads to such an act asks when the last proof is ten minutes old; the act
itself takes it for an hour, so that nobody who was let in loses a form.
"""

from __future__ import annotations

import datetime as dt
from functools import wraps

from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext
from flask_login import current_user, login_required

from tracker.accounts.models import (
    LoginEvent,
    LoginEventKind,
    Person,
    SecondFactor,
    check_code,
)
from tracker.accounts.rate_limits import client_fingerprint, give_back_try, take_try
from tracker.accounts.trusted_browsers import browser_of
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.web.clock import now
from tracker.web.responses import local_path

TO_SEE = dt.timedelta(minutes=10)
TO_ACT = dt.timedelta(hours=1)


def reauthentication_required(view):
    """Decorator: asks for the password or a code where the last proof is too old."""

    @login_required
    @wraps(view)
    def guarded(*args, **kwargs):
        if request.method in ("GET", "HEAD"):
            lifetime = TO_SEE
            back = request.full_path.rstrip("?")
        else:
            lifetime = TO_ACT
            back = local_path(request.form.get("back")) or url_for("home.me")
        if not current_user.session.is_proved(now(), lifetime):
            flash(
                gettext(
                    "This is worth a second look: please show once more that it is you."
                )
            )
            return redirect(url_for("accounts.proof", next=back))
        return view(*args, **kwargs)

    return guarded


def is_valid_code(person: Person, code: str) -> None:
    """Check a code of the app or a recovery code; tries are limited.

    Raises:
        ValidationFailed: It is not right.
        TooManyRequests: There were too many.
    """
    browser = browser_of(person)
    take_try("code", person.email, browser)
    key = current_app.config["TRACKER"].secret_key
    try:
        check_code(person, code, key=key, at=now())
    except ValidationFailed:
        LoginEvent.record(
            person,
            LoginEventKind.wrong_code,
            at=now(),
            agent=request.user_agent.string,
            source=client_fingerprint(),
        )
        raise
    give_back_try("code", person.email, browser)


def is_own_password(form, field: str) -> bool:
    """Whether the typed password is right; tries are limited.

    Raises:
        TooManyRequests: There were too many.
    """
    take_try("password", current_user.email)
    if not current_user.has_password(form[field].data):
        LoginEvent.record(
            current_user,
            LoginEventKind.wrong_password,
            at=now(),
            agent=request.user_agent.string,
            source=client_fingerprint(),
        )
        form.add_errors(FieldError(field, N_("This is not your password.")))
        return False
    give_back_try("password", current_user.email)
    return True


def uses_code(person: Person) -> bool:
    """Whether the person has a second factor."""
    return SecondFactor.of(person) is not None
