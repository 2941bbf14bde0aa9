"""Models of fears and what happened, of guesses, and of the figures of a quarter."""

from tracker.fears.models.circle_answer import CircleAnswer
from tracker.fears.models.cohort_figure import CohortFigure
from tracker.fears.models.expected_fear import ExpectedFear
from tracker.fears.models.fear_batch import FearBatch
from tracker.fears.models.guess_count import GuessCount, GuessMark

__all__ = [
    "CircleAnswer",
    "CohortFigure",
    "ExpectedFear",
    "FearBatch",
    "GuessCount",
    "GuessMark",
]
