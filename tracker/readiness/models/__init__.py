"""Rounds of the pulse, what is open and what is closed of them, and what was done about a fear."""

from tracker.readiness.models.closed import Remark, Sheet
from tracker.readiness.models.deed import Deed
from tracker.readiness.models.opened import Invitation, OpenRemark, OpenSheet
from tracker.readiness.models.pulse import Pulse

__all__ = ["Deed", "Invitation", "OpenRemark", "OpenSheet", "Pulse", "Remark", "Sheet"]
