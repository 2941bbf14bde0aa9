"""Nouns: platforms; what one may do there, and how far the organisation has come with each of them."""

from tracker.guidelines.models.clauses import Clause
from tracker.guidelines.models.guidelines import EVERYWHERE, Guideline
from tracker.guidelines.models.history import Amendment
from tracker.guidelines.models.platforms import MOST_WORDS, Metric, Platform
from tracker.guidelines.models.reading import Reader
from tracker.guidelines.models.stopping import Stop
from tracker.guidelines.models.words import ClauseKind, Stance, Touches

__all__ = [
    "EVERYWHERE",
    "MOST_WORDS",
    "Amendment",
    "Clause",
    "ClauseKind",
    "Guideline",
    "Metric",
    "Platform",
    "Reader",
    "Stance",
    "Stop",
    "Touches",
]
