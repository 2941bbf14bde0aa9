"""Queries about lessons. A person who may see an experiment may see its lesson."""

from tracker.lessons.queries.detail import (
    lesson_detail,
    lesson_summaries,
    reuses_of,
)
from tracker.lessons.queries.facets import counts, status_counts, tag_counts
from tracker.lessons.queries.implementation import (
    conclusion_with_outcome,
    due_decisions,
    is_due,
)
from tracker.lessons.queries.list import (
    begun,
    lesson_of_the_week,
    matching,
    searched,
    visible_lesson,
    visible_lessons,
    visible_whole_lesson,
)
from tracker.lessons.queries.local_result import asked_of, places_of
from tracker.lessons.queries.outside_lesson import (
    lessons_to_hand_on,
    outside_lessons,
    told_without_names,
)
from tracker.lessons.queries.profile import due_for_review, uses_of_lessons_by
from tracker.lessons.queries.related import (
    evidence_candidates,
    lessons_with_evidence_from,
)
from tracker.lessons.queries.second_unit_wish import helpers_of, wish_for, wish_of
from tracker.lessons.queries.shared_lesson import shown_lesson, similar_lessons

__all__ = [
    "asked_of",
    "begun",
    "conclusion_with_outcome",
    "counts",
    "due_decisions",
    "due_for_review",
    "evidence_candidates",
    "helpers_of",
    "is_due",
    "lesson_detail",
    "lesson_of_the_week",
    "lesson_summaries",
    "lessons_to_hand_on",
    "lessons_with_evidence_from",
    "matching",
    "outside_lessons",
    "places_of",
    "reuses_of",
    "searched",
    "shown_lesson",
    "similar_lessons",
    "status_counts",
    "tag_counts",
    "told_without_names",
    "uses_of_lessons_by",
    "visible_lesson",
    "visible_lessons",
    "visible_whole_lesson",
    "wish_for",
    "wish_of",
]
