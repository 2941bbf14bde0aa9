"""Answers about the summaries of quarters."""

from tracker.summaries.queries.detail import (
    being_written,
    beside,
    editions_of,
    readable_by,
)
from tracker.summaries.queries.failed_experiment import own_that_did_not_hold
from tracker.summaries.queries.lesson import quotable, surprising, well_met
from tracker.summaries.queries.redaction import withdrawn
from tracker.summaries.queries.snapshot import anything_in, taken

__all__ = [
    "anything_in",
    "being_written",
    "beside",
    "editions_of",
    "own_that_did_not_hold",
    "quotable",
    "readable_by",
    "surprising",
    "taken",
    "well_met",
    "withdrawn",
]
