"""Answers about lessons. Whoever may see the experiment may see its lesson."""

from tracker.lessons.queries.library import (
    counts,
    latest,
    lesson_of_the_week,
    matching,
    mixed,
    tag_counts,
    visible_lessons,
)

__all__ = ["counts", "latest", "lesson_of_the_week", "matching", "mixed", "tag_counts", "visible_lessons"]
