"""The map: stakeholders by interest and influence, drawn from the rows of the table
beside it.

Nothing here asks the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from tracker.stakeholders.models import Stakeholder

# Units of the drawing; a phone shows about half a pixel for each
CELL = 112
LEFT = 56
TOP = 4
BELOW = 62
WIDTH = LEFT + 5 * CELL + 4
HEIGHT = TOP + 5 * CELL + BELOW
LARGEST = 24
MOST_DRAWN = 60


@dataclass(frozen=True)
class MapCanvas:
    """The canvas of the map: its size, its grid lines, and the positions of its labels."""

    width: float = WIDTH
    height: float = HEIGHT
    cell: float = CELL
    left: float = LEFT
    top: float = TOP

    @property
    def lines(self) -> list[float]:
        """The distances of the grid lines from the corner."""
        return [step * CELL for step in range(6)]


@dataclass(frozen=True)
class Dot:
    """One stakeholder on the map.

    Attributes:
        number: The place in the ranked list, which stands in the dot.
        x, y, r: Middle and radius, in units of the drawing.
    """

    stakeholder: Stakeholder
    number: int
    x: float
    y: float
    r: float


def map_dots(rows: Sequence[Stakeholder]) -> list[Dot]:
    """The dots of the first rows.

    Those with the same interest and influence share their field side by side, never one
    upon
    another, and become smaller when they are many.

    Args:
        rows: As `ranked` gives them.
    """
    fields = defaultdict(list)
    for number, row in enumerate(rows[:MOST_DRAWN], 1):
        fields[row.interest, row.influence].append((number, row))
    return sorted(
        (
            dot
            for (interest, influence), group in fields.items()
            for dot in _together(interest, influence, group)
        ),
        key=lambda dot: dot.number,
    )


def map_canvas() -> MapCanvas:
    """The empty canvas."""
    return MapCanvas()


def middle_of(interest: int, influence: int) -> tuple[float, float]:
    """The centre of a field: interest increases to the right, influence upwards."""
    return LEFT + (interest - 0.5) * CELL, TOP + (5.5 - influence) * CELL


def _together(interest: int, influence: int, group: list) -> list[Dot]:
    columns = ceil(sqrt(len(group)))
    lines = ceil(len(group) / columns)
    step = CELL / max(columns, lines)
    x, y = middle_of(interest, influence)
    dots = []
    for place, (number, row) in enumerate(group):
        line, column = divmod(place, columns)
        in_line = min(columns, len(group) - line * columns)
        at = (
            x + (column - (in_line - 1) / 2) * step,
            y + (line - (lines - 1) / 2) * step,
        )
        dots.append(Dot(row, number, *at, min(LARGEST, step / 2 - 3)))
    return dots
