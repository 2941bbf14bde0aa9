"""The learning card, its lesson, and the evidence, reuses and retirement of a lesson."""

from tracker.lessons.models.citation import Citation
from tracker.lessons.models.conclusion import Conclusion, card_problems
from tracker.lessons.models.evidence import Evidence
from tracker.lessons.models.implementation import Implementation
from tracker.lessons.models.lesson import Lesson, status_of
from tracker.lessons.models.local_result import LocalResult
from tracker.lessons.models.outside_lesson import OutsideLesson
from tracker.lessons.models.retirement import Retirement
from tracker.lessons.models.reuse import Reuse
from tracker.lessons.models.second_unit_wish import SecondUnitWish
from tracker.lessons.models.shared_lesson import SharedLesson
from tracker.lessons.models.status import statuses_of

__all__ = [
    "Citation",
    "Conclusion",
    "Evidence",
    "Implementation",
    "Lesson",
    "LocalResult",
    "OutsideLesson",
    "Retirement",
    "Reuse",
    "SecondUnitWish",
    "SharedLesson",
    "card_problems",
    "status_of",
    "statuses_of",
]
