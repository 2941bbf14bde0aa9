"""Which figure of the dashboard is asked for the experiments behind it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Drilldown:
    """The figure to drill down into.

    Attributes:
        measure, part: The name of a measure, and perhaps of one part of it.
        home, away: For uses: the ids of the unit they came from, and that used them.
    """

    measure: str
    part: str = ""
    home: int | None = None
    away: int | None = None

    def units(self) -> dict[str, int]:
        """The ids of the units, under the names of their fields."""
        ids = {"home": self.home, "away": self.away}
        return {name: id for name, id in ids.items() if id is not None}
