"""`tracker doctor`: what is not as it should be in an installation, each with its cure.

It changes nothing.
"""

from tracker.operations.doctor.result import Finding
from tracker.operations.doctor.run import run_checks

__all__ = ["Finding", "run_checks"]
