"""Queries of notices."""

from tracker.notifications.queries.inbox import (
    NEWEST,
    NoticeGroup,
    groups,
    newest,
    newest_groups,
    notice_groups,
    notices_of,
    told_as,
    unread,
)

__all__ = [
    "NEWEST",
    "NoticeGroup",
    "groups",
    "newest",
    "newest_groups",
    "notice_groups",
    "notices_of",
    "told_as",
    "unread",
]
