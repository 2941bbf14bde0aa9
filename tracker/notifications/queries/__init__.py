"""Answers about what somebody is told."""

from tracker.notifications.queries.inbox import (
    NEWEST,
    Told,
    groups,
    newest,
    of,
    told,
    unread,
)

__all__ = ["NEWEST", "Told", "groups", "newest", "of", "told", "unread"]
