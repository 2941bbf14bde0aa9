"""Answers about what somebody is told."""

from tracker.notifications.queries.reading import Told, groups, newest_id, of, told, unread

__all__ = ["Told", "groups", "newest_id", "of", "told", "unread"]
