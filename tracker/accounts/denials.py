"""Records refused requests of signed-in people in the audit log."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from flask import Flask, request
from flask_login import current_user

from tracker.accounts.models import TokenBucket
from tracker.audit.models import AuditEvent, EventType
from tracker.db import DATABASE_ERRORS, waiting_at_most
from tracker.web.clock import now

# For each person and route: who tries every number writes one row
ONCE_IN = dt.timedelta(hours=1)
# Seconds that a refused page waits for somebody else's write; then there is no row
LITTLE = 0.2
# The log never tells of a pulse, or of a report that the safe conduct was broken
UNTOLD = ("readiness.", "safe_conduct.report")


def init_app(app: Flask) -> None:
    """Note whoever is refused (403): who, and which route; never which attempt, whose
    author may be withheld.
    """

    @app.after_request
    def note_denial(response):
        refused = (
            response.status_code == 403
            and request.url_rule
            and not (request.endpoint or "").startswith(UNTOLD)
        )
        if refused:
            # On a full disk one still reads that one may not
            with suppress(*DATABASE_ERRORS), waiting_at_most(LITTLE):
                _note()
        return response


def _note() -> None:
    if not current_user.is_authenticated:
        return
    route = f"{request.method} {request.url_rule.rule}"
    if TokenBucket.take(
        f"denied {current_user.id} {route}", capacity=1, per=ONCE_IN, at=now()
    ):
        AuditEvent.record(EventType.denied, detail=route)
