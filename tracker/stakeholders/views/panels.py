"""Panels with stakeholders on the pages of other features."""

from __future__ import annotations

from tracker.guidelines.models import Platform
from tracker.stakeholders.queries.touchpoint_matrix import touchpoints_on


def platform_panel(platform: Platform) -> dict:
    """The number of touchpoints that a merge of platforms would move."""
    return {"touchpoints": touchpoints_on(platform).count()}
