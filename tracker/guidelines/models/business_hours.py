"""The clock of a question: it stands still on Saturdays and Sundays."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

USUAL_WAIT = 48  # hours of working days: two of them
SATURDAY = 5


def add_business_hours(hours: int, at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment so many hours later, Saturdays and Sundays not counted: what is asked
    on a Friday has Monday, too.

    Args:
        zone: Where the organisation is, and where its weekends are.
    """
    moment = at.astimezone(zone)
    left = dt.timedelta(hours=hours)
    while True:
        midnight = dt.datetime.combine(
            moment.date() + dt.timedelta(days=1), dt.time(), zone
        )
        today = (
            dt.timedelta()
            if moment.weekday() >= SATURDAY
            else midnight.astimezone(dt.UTC) - moment.astimezone(dt.UTC)
        )
        if today and left <= today:
            return (moment.astimezone(dt.UTC) + left).astimezone(dt.UTC)
        left = left - today
        moment = midnight
