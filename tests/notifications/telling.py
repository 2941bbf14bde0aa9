"""Running what acts asked for, without a worker."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from tracker.accounts.models import Person
from tracker.jobs.models import Errand
from tracker.notifications.models import Notice
from tracker.notifications.recipients import tell

ZONE = ZoneInfo("Europe/Copenhagen")


def tell_all() -> None:
    """Tell of everything that acts asked to be told."""
    for errand in Errand.select().where(Errand.kind == "tell").order_by(Errand.id):
        tell(errand.carries, at=errand.due_at, zone=ZONE)
        errand.done()


def heard(person: Person) -> list[str]:
    """The kinds of what somebody was told, oldest first."""
    return [
        notice.kind.value
        for notice in Notice.select().where(Notice.person == person).order_by(Notice.id)
    ]
