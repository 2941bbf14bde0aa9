"""The enrolment of a second factor, from the picture to its first code.

Every page that shows a picture begins anew, and carries in its form what it began with:
signed, for a few minutes, and only for the session and the password that it was shown
to. So nobody who looked earlier, in another browser or with an older password, knows
the key that is taken into use, and nothing is written before that.
"""

from __future__ import annotations

import datetime as dt

from flask import current_app, session
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeSerializer

from tracker.accounts.models import Person, SecondFactor
from tracker.accounts.models.one_time_link import token_digest
from tracker.web.clock import now

GOOD_FOR = dt.timedelta(minutes=15)


def seal_enrolment(factor: SecondFactor) -> str:
    """What the form carries from the page with the picture to the first code."""
    told = [factor.salt, int(now().timestamp()), _whose(factor.person)]
    return _signature().dumps(told)


def open_enrolment(text: str | None, person: Person) -> SecondFactor | None:
    """What was begun on the page that the form stood on; None when that was too long
    ago, or in another session.
    """
    try:
        salt, at, whose = _signature().loads(text or "")
    except (BadSignature, ValueError, TypeError):
        return None
    since = now().timestamp() - at
    fresh = 0 <= since < GOOD_FOR.total_seconds()
    if fresh and whose == _whose(person):
        return SecondFactor.begin(person, salt)
    return None


def _whose(person: Person) -> str:
    """The person, the password and the session; of somebody half-way in, the sign-in
    that waits for a code.
    """
    if current_user.is_authenticated:
        here = current_user.session.token_hash
    else:
        here = (session.get("half") or {}).get("mark", "")
    return token_digest(f"{person.id} {person.password_hash} {here}")


def _signature() -> URLSafeSerializer:
    return URLSafeSerializer(
        current_app.config["TRACKER"].secret_key,
        salt="a second factor that is being set up",
    )
