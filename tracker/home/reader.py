"""What the reader of a page has to do; asked once a request, for the bell and the page."""

from __future__ import annotations

from flask import g
from flask_login import current_user

from tracker.home.queries import Duty, duties
from tracker.web.clock import now, today


def duties_of_reader() -> list[Duty]:
    """What waits for the reader because of their role."""
    if "duties" not in g:
        g.duties = duties(current_user, at=now(), on=today())
    return g.duties
