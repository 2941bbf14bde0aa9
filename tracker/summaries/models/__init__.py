"""The quarter: a summary that is written, and the signature that freezes it."""

from tracker.summaries.models.signature import SummarySignature
from tracker.summaries.models.subscription import SummarySubscription
from tracker.summaries.models.summary import CHOSEN, TEXTS, Summary

__all__ = ["CHOSEN", "TEXTS", "Summary", "SummarySignature", "SummarySubscription"]
