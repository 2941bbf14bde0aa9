"""Seeds the notices of what was seeded for the last months, the older ones as read."""

from __future__ import annotations

import datetime as dt

from tracker.demo.context import Context
from tracker.jobs.models import Job
from tracker.notifications.models import Alert, Notice
from tracker.notifications.recipients import notify

LATELY = dt.timedelta(days=14)
# Nobody looks at older notices, and all of them would take a third of the time
TOLD = dt.timedelta(days=100)


def seed_notifications(demo: Context) -> None:
    """Run the notification jobs in chronological order; the last step of seeding.

    No mail tells at once what was invented just now.
    """
    asked = Job.select().where(Job.kind == "tell")
    lately = asked.where(Job.due_at > demo.now - TOLD)
    for job in list(lately.order_by(Job.due_at, Job.id)):
        notify(job.payload, at=job.due_at, zone=demo.zone)
    Job.delete().where(Job.kind.in_(("tell", "alert"))).execute()
    Alert.update(is_closed=True).execute()
    Notice.update(read_at=Notice.at).where(Notice.at < demo.now - LATELY).execute()
