"""What the guidelines show on the page of a lesson."""

from __future__ import annotations

from tracker.guidelines.queries.citation import clauses_on
from tracker.lessons.models import Lesson


def lesson_panel(lesson: Lesson) -> dict:
    """The clauses that rest on a lesson."""
    return {"resting": clauses_on(lesson)}
