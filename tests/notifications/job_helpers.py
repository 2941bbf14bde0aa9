"""Running what acts asked for, without a worker."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from tracker.accounts.models import Person
from tracker.jobs.models import Job
from tracker.notifications.models import Notice
from tracker.notifications.recipients import notify

ZONE = ZoneInfo("Europe/Copenhagen")


def tell_all() -> None:
    """Tell of everything that acts asked to be told."""
    for job in Job.select().where(Job.kind == "tell").order_by(Job.id):
        notify(job.payload, at=job.due_at, zone=ZONE)
        job.done()


def heard(person: Person) -> list[str]:
    """The kinds of what somebody was told, oldest first."""
    return [
        notice.kind.value
        for notice in Notice.select().where(Notice.person == person).order_by(Notice.id)
    ]
