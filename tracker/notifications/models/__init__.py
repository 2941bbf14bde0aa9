"""What people are told, how they wish it, and the mails that tell it."""

from tracker.notifications.models.alert import Alert
from tracker.notifications.models.notice import (
    Digest,
    Notice,
    Preference,
    Unsubscription,
)

__all__ = ["Alert", "Digest", "Notice", "Preference", "Unsubscription"]
