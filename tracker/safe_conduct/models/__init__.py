"""Models of the safe conduct: its versions and signatures, reports, counts and backings."""

from tracker.safe_conduct.models.backing import Backing
from tracker.safe_conduct.models.breach_count import BreachCount
from tracker.safe_conduct.models.breach_report import BreachReport
from tracker.safe_conduct.models.safe_conduct import SafeConduct
from tracker.safe_conduct.models.signature import SafeConductSignature

__all__ = [
    "Backing",
    "BreachCount",
    "BreachReport",
    "SafeConduct",
    "SafeConductSignature",
]
