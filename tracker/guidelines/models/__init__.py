"""Nouns: platforms; what one may do there, and how far the organisation has come with each of them."""

from tracker.guidelines.models.advice import Advice
from tracker.guidelines.models.clauses import Clause
from tracker.guidelines.models.guidelines import EVERYWHERE, Guideline
from tracker.guidelines.models.history import Amendment
from tracker.guidelines.models.platforms import MOST_WORDS, Metric, Platform, PlatformAlias
from tracker.guidelines.models.proposals import Proposal, Support
from tracker.guidelines.models.questions import Question
from tracker.guidelines.models.reading import Reader
from tracker.guidelines.models.starting import missing_from, plant, take_all, take_ready
from tracker.guidelines.models.stopping import Stop
from tracker.guidelines.models.tone import Phrase
from tracker.guidelines.models.verdicts import Verdict
from tracker.guidelines.models.words import ClauseKind, ProposalKind, ShortAnswer, Stance, ToneKind, Touches

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
