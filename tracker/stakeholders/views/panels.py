"""What the pages of other features show of stakeholders."""

from __future__ import annotations

from tracker.guidelines.models import Platform
from tracker.stakeholders.queries.touchpoint_matrix import touchpoints_on


def platform_panel(platform: Platform) -> dict:
    """How many touchpoints would move with a platform."""
    return {"touchpoints": touchpoints_on(platform).count()}
