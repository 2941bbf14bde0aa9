"""Queries about fears and what happened, guesses, and the figures of a quarter."""

from tracker.fears.queries.expected_fear import (
    SharedAnswer,
    choices_of,
    fears_of,
    shared_answers,
)
from tracker.fears.queries.fear_batch import FearSum, PlatformSums, sums, sums_on
from tracker.fears.queries.guess_count import (
    Forecast,
    GuessPanel,
    forecasts,
    guess_panel_of,
)

__all__ = [
    "FearSum",
    "Forecast",
    "GuessPanel",
    "PlatformSums",
    "SharedAnswer",
    "choices_of",
    "fears_of",
    "forecasts",
    "guess_panel_of",
    "shared_answers",
    "sums",
    "sums_on",
]
