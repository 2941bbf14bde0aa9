"""Deletes expired sessions, links, rate limits and form keys."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import FormSubmission, OneTimeLink, Session, TokenBucket


def delete_expired(at: dt.datetime) -> int:
    """Remove all of them that have run out. Once an hour is enough. Returns how many rows went."""
    return sum(
        noun.sweep(at) for noun in (Session, OneTimeLink, TokenBucket, FormSubmission)
    )
