"""Who reads the dashboard, and which attempts something happened to since it was counted."""

from tracker.dashboard.models.readers import READERS, Readers, readable_by
from tracker.dashboard.models.stirring import OTHERS, PILES, Stir, pile_of

__all__ = ["OTHERS", "PILES", "READERS", "Readers", "Stir", "pile_of", "readable_by"]
