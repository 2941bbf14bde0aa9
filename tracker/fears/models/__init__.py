"""Models of fears and what happened, guesses, figures of a quarter, and trials."""

from tracker.fears.models.circle_answer import CircleAnswer
from tracker.fears.models.cohort_figure import CohortFigure
from tracker.fears.models.expected_fear import ExpectedFear
from tracker.fears.models.fear_batch import FearBatch
from tracker.fears.models.forecast_figure import ForecastFigure
from tracker.fears.models.guess_count import GuessCount, GuessMark
from tracker.fears.models.trial import Trial, TrialDraft

__all__ = [
    "CircleAnswer",
    "CohortFigure",
    "ExpectedFear",
    "FearBatch",
    "ForecastFigure",
    "GuessCount",
    "GuessMark",
    "Trial",
    "TrialDraft",
]
