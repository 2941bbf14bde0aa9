"""What was learnt: the learning card, the lesson it leaves, and what colleagues know of
it since.
"""

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
