"""Seeds the notices of everything that was seeded, the older ones as read."""

from __future__ import annotations

import datetime as dt

from tracker.demo.context import Context
from tracker.jobs.models import Job
from tracker.notifications.models import Alert, Notice
from tracker.notifications.recipients import notify

LATELY = dt.timedelta(days=14)


def seed_notifications(demo: Context) -> None:
    """Run the notification jobs in chronological order; the last step of seeding.

    No mail tells at once what was invented just now.
    """
    asked = Job.select().where(Job.kind == "tell").order_by(Job.due_at, Job.id)
    for job in list(asked):
        notify(job.payload, at=job.due_at, zone=demo.zone)
        job.done()
    Job.delete().where(Job.kind == "alert").execute()
    Alert.update(is_closed=True).execute()
    Notice.update(read_at=Notice.at).where(Notice.at < demo.now - LATELY).execute()
