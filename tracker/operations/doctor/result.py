"""A finding of `tracker doctor`, with its cure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        grave: Whether data or people are at risk; the others are advice.
    """

    what: str
    cure: str
    grave: bool = True
