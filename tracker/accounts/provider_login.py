"""What a sign-in by the identity provider means for a session here."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.identity_provider import LEEWAY, Answer
from tracker.accounts.models import Identity, ProviderLogin
from tracker.web.clock import now

LATEST = dt.datetime(9999, 1, 1, tzinfo=dt.UTC).timestamp()


def provider_login(identity: Identity, answer: Answer) -> ProviderLogin:
    """A sign-in as the session keeps it: as old, and as long, as the provider says."""
    claims = answer.claims
    proved_at = _moment(claims.get("auth_time"))
    if proved_at:
        proved_at = min(proved_at, now())
    return ProviderLogin(
        identity,
        sid=str(claims.get("sid") or "")[:255],
        proved_at=proved_at,
        ends_at=_moment(claims.get("session_expiry")),
        id_token=answer.id_token,
    )


def is_fresh_proof(answer: Answer) -> bool:
    """Whether the person showed who it is after being asked to.

    A provider that does not say when (`auth_time`) has proved nothing: whoever sits at
    an open browser could have taken the wish out of the address.
    """
    shown = _moment(answer.claims.get("auth_time"))
    asked = _moment(answer.kept.get("at"))
    return bool(shown and asked) and asked - LEEWAY <= shown <= now() + LEEWAY


def _moment(seconds) -> dt.datetime | None:
    """The moment of a number of seconds; None for what is none."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    if not 0 < seconds < LATEST:
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
