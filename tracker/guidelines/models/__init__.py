"""Nouns: platforms; what one may do there, and how far the organisation has come with
each of them.
"""

from tracker.guidelines.models.abandon_count import Stop
from tracker.guidelines.models.answer import Advice
from tracker.guidelines.models.clause import Clause
from tracker.guidelines.models.decision import Verdict
from tracker.guidelines.models.enums import (
    ClauseKind,
    ProposalKind,
    ShortAnswer,
    Stance,
    ToneKind,
    Touches,
)
from tracker.guidelines.models.guideline import EVERYWHERE, Guideline
from tracker.guidelines.models.history import Amendment
from tracker.guidelines.models.install_defaults import (
    missing_from,
    plant,
    take_all,
    take_ready,
)
from tracker.guidelines.models.platform import (
    MOST_WORDS,
    Metric,
    Platform,
    PlatformAlias,
)
from tracker.guidelines.models.proposal import Proposal, Support
from tracker.guidelines.models.question import Question
from tracker.guidelines.models.read_receipt import Reader
from tracker.guidelines.models.tone import Phrase

__all__ = [
    "EVERYWHERE",
    "MOST_WORDS",
    "Advice",
    "Amendment",
    "Clause",
    "ClauseKind",
    "Guideline",
    "Metric",
    "Phrase",
    "Platform",
    "PlatformAlias",
    "Proposal",
    "ProposalKind",
    "Question",
    "Reader",
    "ShortAnswer",
    "Stance",
    "Stop",
    "Support",
    "ToneKind",
    "Touches",
    "Verdict",
    "missing_from",
    "plant",
    "take_all",
    "take_ready",
]
