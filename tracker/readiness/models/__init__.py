"""Models of the pulse: rounds, open and closed responses, and actions about fears."""

from tracker.readiness.models.fear_action import FearAction
from tracker.readiness.models.open_response import (
    Invitation,
    OpenFreeText,
    OpenResponse,
)
from tracker.readiness.models.pulse import Pulse
from tracker.readiness.models.response import FreeText, Response

__all__ = [
    "FearAction",
    "FreeText",
    "Invitation",
    "OpenFreeText",
    "OpenResponse",
    "Pulse",
    "Response",
]
