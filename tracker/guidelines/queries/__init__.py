"""Answers about platforms, and about what one may do there."""

from tracker.guidelines.queries.platforms import platforms, vocabulary

__all__ = ["platforms", "vocabulary"]
