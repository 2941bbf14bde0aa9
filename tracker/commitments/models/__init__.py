"""Commitments, their change history, and their settlements."""

from tracker.commitments.models.commitment import (
    PROMISED_ON,
    Commitment,
    commitment_problems,
)
from tracker.commitments.models.history import CommitmentChange
from tracker.commitments.models.settlement import Settled, Settlement

__all__ = [
    "PROMISED_ON",
    "Commitment",
    "CommitmentChange",
    "Settled",
    "Settlement",
    "commitment_problems",
]
