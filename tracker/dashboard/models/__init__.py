"""Who reads the dashboard."""

from tracker.dashboard.models.readers import READERS, Readers, readable_by

__all__ = ["READERS", "Readers", "readable_by"]
