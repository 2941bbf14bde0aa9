"""The learning card, its lesson, and the evidence, reuses and retirement of a lesson."""

from tracker.lessons.models.conclusion import Conclusion, card_problems
from tracker.lessons.models.evidence import Evidence
from tracker.lessons.models.lesson import Lesson, status_of
from tracker.lessons.models.retirement import Retirement
from tracker.lessons.models.reuse import Reuse

__all__ = [
    "Conclusion",
    "Evidence",
    "Lesson",
    "Retirement",
    "Reuse",
    "card_problems",
    "status_of",
]
