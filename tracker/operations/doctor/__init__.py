"""`tracker doctor`: what is not as it should be in an installation, each with its cure. It changes nothing."""

from tracker.operations.doctor.examining import examine
from tracker.operations.doctor.finding import Finding

__all__ = ["Finding", "examine"]
