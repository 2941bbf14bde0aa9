"""Queries of notices."""

from tracker.notifications.queries.inbox import (
    NEWEST,
    NoticeGroup,
    groups,
    newest,
    notice_groups,
    notices_of,
    unread,
)

__all__ = [
    "NEWEST",
    "NoticeGroup",
    "groups",
    "newest",
    "notice_groups",
    "notices_of",
    "unread",
]
