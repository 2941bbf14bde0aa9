"""Who reads the dashboard, and which attempts something happened to since it was counted."""

from tracker.dashboard.models.invalidation import OTHERS, PILES, Stir, pile_of
from tracker.dashboard.models.readers import READERS, Readers, readable_by

__all__ = ["OTHERS", "PILES", "READERS", "Readers", "Stir", "pile_of", "readable_by"]
