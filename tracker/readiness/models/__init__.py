"""Models of the pulse: rounds, open responses, free texts, and actions about fears."""

from tracker.readiness.models.fear_action import FearAction
from tracker.readiness.models.free_text import FreeText
from tracker.readiness.models.open_response import (
    Invitation,
    OpenFreeText,
    OpenLeaderResponse,
    OpenResponse,
)
from tracker.readiness.models.pulse import Pulse

__all__ = [
    "FearAction",
    "FreeText",
    "Invitation",
    "OpenFreeText",
    "OpenLeaderResponse",
    "OpenResponse",
    "Pulse",
]
