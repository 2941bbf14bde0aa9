"""Models of the guidelines: platforms, stances, clauses, questions and proposals."""

from tracker.guidelines.models.abandon_count import AbandonCount
from tracker.guidelines.models.answer import QuestionAnswer
from tracker.guidelines.models.clause import Clause
from tracker.guidelines.models.decision import ProposalDecision
from tracker.guidelines.models.enums import (
    AppliesTo,
    Asks,
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
    install_all_clauses,
    install_clauses,
    install_defaults,
    missing_clauses,
)
from tracker.guidelines.models.platform import (
    MOST_WORDS,
    Metric,
    Platform,
    PlatformAlias,
)
from tracker.guidelines.models.proposal import Proposal, ProposalSupport
from tracker.guidelines.models.question import Question
from tracker.guidelines.models.read_receipt import ReadReceipt
from tracker.guidelines.models.tone import Phrase

__all__ = [
    "EVERYWHERE",
    "MOST_WORDS",
    "AbandonCount",
    "Amendment",
    "AppliesTo",
    "Asks",
    "Clause",
    "ClauseKind",
    "Guideline",
    "Metric",
    "Phrase",
    "Platform",
    "PlatformAlias",
    "Proposal",
    "ProposalDecision",
    "ProposalKind",
    "ProposalSupport",
    "Question",
    "QuestionAnswer",
    "ReadReceipt",
    "ShortAnswer",
    "Stance",
    "ToneKind",
    "Touches",
    "install_all_clauses",
    "install_clauses",
    "install_defaults",
    "missing_clauses",
]
