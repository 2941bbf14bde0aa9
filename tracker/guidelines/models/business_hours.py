"""The clock of a question, which stops on Saturdays and Sundays."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

USUAL_WAIT = 48  # hours of working days: two of them
SATURDAY = 5


def add_business_hours(hours: float, at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment some hours later, not counting Saturdays and Sundays.

    Args:
        zone: The time zone of the organisation.
    """
    moment = at.astimezone(zone)
    left = dt.timedelta(hours=hours)
    while True:
        midnight = dt.datetime.combine(
            moment.date() + dt.timedelta(days=1), dt.time(), zone
        )
        today = dt.timedelta()
        if moment.weekday() < SATURDAY:
            today = midnight.astimezone(dt.UTC) - moment.astimezone(dt.UTC)
        if today and left <= today:
            return (moment.astimezone(dt.UTC) + left).astimezone(dt.UTC)
        left = left - today
        moment = midnight
