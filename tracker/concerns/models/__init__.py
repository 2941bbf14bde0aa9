from tracker.concerns.models.concern import Concern
from tracker.concerns.models.enums import ConcernOutcome, ConcernTarget
from tracker.concerns.models.sealed_text import KEPT, PERSONAL, SealedText
from tracker.concerns.models.settlement import WAITS

__all__ = [
    "KEPT",
    "PERSONAL",
    "WAITS",
    "Concern",
    "ConcernOutcome",
    "ConcernTarget",
    "SealedText",
]
