"""What people in the demo were told: everything that was asked while seeding, and the
older part of it read.
"""

from __future__ import annotations

import datetime as dt

from tracker.demo.context import Context
from tracker.jobs.models import Errand
from tracker.notifications.models import Notice
from tracker.notifications.recipients import tell

LATELY = dt.timedelta(days=14)


def seed_notifications(demo: Context) -> None:
    """Tell in the order in which it happened. Comes last in seeding."""
    asked = (
        Errand.select().where(Errand.kind == "tell").order_by(Errand.due_at, Errand.id)
    )
    for errand in list(asked):
        tell(errand.carries, at=errand.due_at, zone=demo.zone)
        errand.done()
    Notice.update(read_at=Notice.at).where(Notice.at < demo.now - LATELY).execute()
