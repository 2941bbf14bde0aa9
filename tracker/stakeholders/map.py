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
        number: The position in the ranked list, which is shown in the dot.
        x: Horizontal position of the centre, in units of the drawing.
        y: Vertical position of the centre.
        r: Radius.
    """

    stakeholder: Stakeholder
    number: int
    x: float
    y: float
    r: float


def map_dots(rows: Sequence[Stakeholder]) -> list[Dot]:
    """The dots of the first rows.

    Stakeholders with the same interest and influence share a field side by side; the more
    there are, the smaller their dots.

    Args:
        rows: The result of `ranked`.
    """
    fields = defaultdict(list)
    for number, row in enumerate(rows[:MOST_DRAWN], 1):
        fields[row.interest, row.influence].append((number, row))
    dots = []
    for (interest, influence), group in fields.items():
        dots += _together(interest, influence, group)
    return sorted(dots, key=lambda dot: dot.number)


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
        dots.append(
            Dot(
                stakeholder=row,
                number=number,
                x=x + (column - (in_line - 1) / 2) * step,
                y=y + (line - (lines - 1) / 2) * step,
                r=min(LARGEST, step / 2 - 3),
            )
        )
    return dots
