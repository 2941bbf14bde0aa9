"""The map: stakeholders by interest and influence, drawn from the rows of the table
beside it.

Nothing here asks the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from textwrap import wrap

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
# Letters of a line of a name, under a dot and beside one
UNDER = 16
BESIDE = 12
# So many share a field as lines, each a dot with its name; more have no room for names
MOST_NAMED = 3


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
        name: The name in at most two lines, cut at a word; none where there is no room.
        is_beside: Whether the name stands beside the dot, not under it.
    """

    stakeholder: Stakeholder
    number: int
    x: float
    y: float
    r: float
    name: tuple[str, ...] = ()
    is_beside: bool = False


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
    x, y = middle_of(interest, influence)
    if len(group) == 1:
        [(number, row)] = group
        return [Dot(row, number, x, y, LARGEST, _lines(row.name, UNDER))]
    if len(group) <= MOST_NAMED:
        return _as_lines(x, y, group)
    return _side_by_side(x, y, group)


def _as_lines(x: float, y: float, group: list) -> list[Dot]:
    """Dots one below the other, each with its name beside it."""
    step = CELL / len(group)
    r = min(18, step / 2 - 3)
    return [
        Dot(
            row,
            number,
            x - CELL / 2 + r + 4,
            y + (place - (len(group) - 1) / 2) * step,
            r,
            _lines(row.name, BESIDE),
            is_beside=True,
        )
        for place, (number, row) in enumerate(group)
    ]


def _side_by_side(x: float, y: float, group: list) -> list[Dot]:
    columns = ceil(sqrt(len(group)))
    lines = ceil(len(group) / columns)
    step = CELL / max(columns, lines)
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


def _lines(name: str, letters: int) -> tuple[str, ...]:
    """A name in at most two lines; “…” where it goes on. The list beside has it whole."""
    lines = wrap(name, letters, break_long_words=False)
    shown = [_shortened(line, letters + 2) for line in lines[:2]]
    if len(lines) > 2:
        shown[1] += " …"
    return tuple(shown)


def _shortened(line: str, most: int) -> str:
    if len(line) <= most:
        return line
    return line[: most - 1] + "…"
