"""Who matters to the organisation, and where it touches them."""

from tracker.stakeholders.models.enums import Channel, Gap
from tracker.stakeholders.models.history import StakeholderChange
from tracker.stakeholders.models.stakeholder import Stakeholder
from tracker.stakeholders.models.stakeholder_platform import StakeholderPlatform
from tracker.stakeholders.models.touchpoint import GOOD_ENOUGH, Touchpoint

__all__ = [
    "GOOD_ENOUGH",
    "Channel",
    "Gap",
    "Stakeholder",
    "StakeholderChange",
    "StakeholderPlatform",
    "Touchpoint",
]
