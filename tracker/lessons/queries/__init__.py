"""Queries about lessons. A person who may see an experiment may see its lesson."""

from tracker.lessons.queries.detail import (
    due_for_review,
    lesson_detail,
    lesson_summaries,
    reuses_of,
    uses_of_lessons_by,
)
from tracker.lessons.queries.list import (
    counts,
    lesson_of_the_week,
    matching,
    searched,
    status_counts,
    tag_counts,
    visible_lessons,
)
from tracker.lessons.queries.related import (
    evidence_candidates,
    lessons_with_evidence_from,
)

__all__ = [
    "counts",
    "due_for_review",
    "evidence_candidates",
    "lesson_detail",
    "lesson_of_the_week",
    "lesson_summaries",
    "lessons_with_evidence_from",
    "matching",
    "reuses_of",
    "searched",
    "status_counts",
    "tag_counts",
    "uses_of_lessons_by",
    "visible_lessons",
]
