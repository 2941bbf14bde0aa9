"""What a mail at once tells."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.notifications.enums import Delivery
from tracker.notifications.models import Alert, Notice, Preference
from tracker.notifications.queries.inbox import (
    NoticeGroup,
    is_kept_here,
    notices_of,
    single_notices,
)
from tracker.notifications.queries.quote import with_speakers

MOST_TOLD = 20


def notices_in(alert: Alert, person: Person) -> list[NoticeGroup]:
    """What is still new, still to be seen, and still wished at once; oldest first, and
    at most the newest twenty.
    """
    rows = with_speakers(_wished(alert, person))
    newest = list(rows.order_by(Notice.id.desc()).limit(MOST_TOLD))
    return single_notices(newest[::-1], person)


def number_in(alert: Alert, person: Person) -> int:
    """How much there is of that in all."""
    return _wished(alert, person).count()


def _wished(alert: Alert, person: Person) -> peewee.ModelSelect:
    ways = Preference.of(person)
    wished = [kind for kind, way in ways.items() if way is Delivery.at_once]
    return notices_of(person).where(
        Notice.alert == alert,
        Notice.read_at.is_null(),
        Notice.kind.in_(wished or [""]),
        ~is_kept_here(person),
    )
