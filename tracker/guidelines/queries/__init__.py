"""Queries about platforms and guidelines."""

from tracker.guidelines.queries.platform import moved_to, platforms, vocabulary
from tracker.guidelines.queries.proposal import asks_to_lift

__all__ = ["asks_to_lift", "moved_to", "platforms", "vocabulary"]
