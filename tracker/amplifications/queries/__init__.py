"""What was carried to a unit, how often a lesson was, and units with the same trouble."""

from tracker.amplifications.queries.amplification import (
    brought_before,
    for_next_meeting,
    given_lately,
    places_of,
    shared_with,
    times_carried,
)
from tracker.amplifications.queries.trouble import SameTrouble, same_trouble

__all__ = [
    "SameTrouble",
    "brought_before",
    "for_next_meeting",
    "given_lately",
    "places_of",
    "same_trouble",
    "shared_with",
    "times_carried",
]
