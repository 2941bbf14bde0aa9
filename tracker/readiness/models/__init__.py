"""Rounds of the pulse, what is open and what is closed of them, and what was done about a fear."""

from tracker.readiness.models.deed import Deed
from tracker.readiness.models.open_response import Invitation, OpenRemark, OpenSheet
from tracker.readiness.models.pulse import Pulse
from tracker.readiness.models.response import Remark, Sheet

__all__ = ["Deed", "Invitation", "OpenRemark", "OpenSheet", "Pulse", "Remark", "Sheet"]
