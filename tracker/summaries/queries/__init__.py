"""Answers about the summaries of quarters."""

from tracker.summaries.queries.lessons import surprising
from tracker.summaries.queries.own import own_that_did_not_hold
from tracker.summaries.queries.reading import being_written, beside, editions_of, readable_by
from tracker.summaries.queries.taking import anything_in, taken
from tracker.summaries.queries.withdrawing import withdrawn

__all__ = [
    "anything_in",
    "being_written",
    "beside",
    "editions_of",
    "own_that_did_not_hold",
    "readable_by",
    "surprising",
    "taken",
    "withdrawn",
]
