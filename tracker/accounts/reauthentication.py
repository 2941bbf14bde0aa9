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

from tracker.accounts.models import Entry, Person, SecondFactor, Way, prove
from tracker.accounts.rate_limits import count_try, source, was_right
from tracker.accounts.trusted_browsers import browser_of
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.web.clock import now
from tracker.web.responses import local_path

TO_SEE = dt.timedelta(minutes=10)
TO_ACT = dt.timedelta(hours=1)


def proved(view):
    """Open a view only to somebody who has lately shown who it is; others are led to
    /me/proof, and back.
    """

    @login_required
    @wraps(view)
    def guarded(*args, **kwargs):
        reading = request.method in ("GET", "HEAD")
        if not current_user.session.is_proved(now(), TO_SEE if reading else TO_ACT):
            back = (
                request.full_path.rstrip("?")
                if reading
                else local_path(request.form.get("back")) or url_for("home.me")
            )
            flash(
                gettext(
                    "This is worth a second look: please show once more that it is you."
                )
            )
            return redirect(url_for("accounts.proof", next=back))
        return view(*args, **kwargs)

    return guarded


def has_code(person: Person, code: str) -> None:
    """Take a code of the person's app, or a recovery code; tries are few, and told in
    the person's history.

    Raises:
        ValidationFailed: It is not right.
        TooManyRequests: There were too many.
    """
    browser = browser_of(person)
    count_try("code", person.email, browser)
    key = current_app.config["TRACKER"].secret_key
    try:
        prove(person, code, key=key, at=now())
    except ValidationFailed:
        Entry.note(
            person,
            Way.wrong_code,
            at=now(),
            agent=request.user_agent.string,
            source=source(),
        )
        raise
    was_right("code", person.email, browser)


def is_me(form, field: str) -> bool:
    """Whether the password that was typed is the own one; tries are few, told in the
    person's history and beside the field.

    Raises:
        TooManyRequests: There were too many.
    """
    count_try("password", current_user.email)
    if not current_user.knows(form[field].data):
        Entry.note(
            current_user,
            Way.wrong_password,
            at=now(),
            agent=request.user_agent.string,
            source=source(),
        )
        form.tell(FieldError(field, N_("This is not your password.")))
        return False
    was_right("password", current_user.email)
    return True


def uses_code(person: Person) -> bool:
    """Whether the person signs in with a code beside the password."""
    return SecondFactor.of(person) is not None
