"""Deletes expired sessions, links, rate limits, form keys and claims."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import (
    FormSubmission,
    Identity,
    OneTimeLink,
    Session,
    TokenBucket,
)

SWEPT = (Session, OneTimeLink, TokenBucket, FormSubmission, Identity)


def delete_expired(at: dt.datetime) -> int:
    """Remove all of them that have run out. Once an hour is enough. Returns how many rows went."""
    return sum(noun.sweep(at) for noun in SWEPT)
