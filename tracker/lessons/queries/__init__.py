"""Answers about lessons. Whoever may see the experiment may see its lesson."""

from tracker.lessons.queries.detail import (
    due_for_review,
    knowledge_of,
    known_of,
    reuses_of,
    uses_of_lessons_by,
)
from tracker.lessons.queries.list import (
    counts,
    known_counts,
    lesson_of_the_week,
    matching,
    tag_counts,
    visible_lessons,
)
from tracker.lessons.queries.related import born_on, may_bear_on

__all__ = [
    "born_on",
    "counts",
    "due_for_review",
    "knowledge_of",
    "known_counts",
    "known_of",
    "lesson_of_the_week",
    "matching",
    "may_bear_on",
    "reuses_of",
    "tag_counts",
    "uses_of_lessons_by",
    "visible_lessons",
]
