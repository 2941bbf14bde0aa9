"""Which attempts something happened to since they were counted."""

from tracker.dashboard.models.invalidation import OTHERS, PILES, Stir, pile_of

__all__ = ["OTHERS", "PILES", "Stir", "pile_of"]
