"""Pictures of charts: drawn as SVG from the table that stands beside them.

The picture is there without JavaScript and on paper. Whatever it shows stands in the
table, so the two cannot differ.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from flask import Flask

from tracker.web.chart_table import Cell, TableReader
from tracker.web.i18n import number

WIDTH = 360
HIGH = 132  # from the highest mark to the ground
TOP = 24
SIDE = 8
NAMES = 96  # the room for the names of lines, to the right of them
LETTER = 6.6  # the width of a letter of average width
LINE = 14
MANY = 8  # beyond so many places only the first and the last are written out
WIDEST_BAR = 34


@dataclass(frozen=True)
class Mark:
    """A bar or a point.

    Attributes:
        at: The index of its series.
        y, high: Its upper edge, and its height.
        said, said_y: What stands at it, and where.
    """

    at: int
    x: float
    y: float
    wide: float
    high: float
    said: str
    said_y: float
    is_hidden: bool = False


@dataclass(frozen=True)
class Place:
    """A place of the axis: where it is, its name in lines, and whether it still runs."""

    x: float
    lines: list[str]
    runs: bool

    @property
    def half(self) -> float:
        """How far its name reaches to either side; digits are wider than letters."""
        return LETTER * max(map(len, self.lines), default=0) / 2 + 3


@dataclass(frozen=True)
class Chart:
    """A chart as it is drawn.

    Attributes:
        kind: "bar" or "line".
        head, rows: The cells of the table.
        percent: Whether the values are shares.
        levels: Names and values of horizontal lines.
        scale: The values at the lower and the upper edge, where the values do not say so.
    """

    kind: str
    head: list[Cell]
    rows: list[list[Cell]]
    percent: bool = False
    levels: list[tuple[str, float]] = field(default_factory=list)
    scale: tuple[float, float] | None = None

    @cached_property
    def columns(self) -> list[int]:
        """The indexes of the columns that are drawn."""
        drawn = [at for at, head in enumerate(self.head) if "series" in head.data]
        if drawn:
            return drawn
        return [at for at in range(1, len(self.head)) if _has_values(self.rows, at)]

    @cached_property
    def names(self) -> list[str]:
        return [self.head[at].text for at in self.columns]

    @cached_property
    def most(self) -> float:
        """The value at the upper edge."""
        if self.scale:
            return self.scale[1]
        values = [level for _, level in self.levels]
        for row in self.rows:
            values += [row[at].value or 0 for at in self.columns]
        if self.percent:
            return 1.0
        return max(values, default=0) or 1.0

    @property
    def least(self) -> float:
        """The value at the lower edge."""
        if self.scale:
            return self.scale[0]
        return 0.0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is above zero."""
        return not any(row[at].value for row in self.rows for at in self.columns)

    @cached_property
    def hidden(self) -> list[str]:
        """Why values are not shown, each reason once."""
        cells = [row[at] for row in self.rows for at in self.columns]
        return list(dict.fromkeys(cell.text for cell in cells if cell.is_hidden))

    @cached_property
    def ground(self) -> int:
        return TOP + HIGH

    @cached_property
    def right(self) -> float:
        """The right edge of the marks."""
        if self.kind == "line" and (len(self.columns) > 1 or self.levels):
            return WIDTH - NAMES
        return WIDTH - SIDE

    @cached_property
    def slot(self) -> float:
        return (self.right - SIDE) / max(len(self.rows), 1)

    @cached_property
    def places(self) -> list[Place]:
        places = []
        for at, row in enumerate(self.rows):
            name = row[0].data.get("short-label") or row[0].text
            lines = textwrap.wrap(name, max(int(self.slot / LETTER), 6))[:4]
            if len(self.rows) > MANY:
                lines = _only_at_the_ends(name, at, len(self.rows))
            places.append(Place(self._x(at), lines, "running" in row[0].data))
        return _apart(places)

    @cached_property
    def height(self) -> int:
        lines = max((len(place.lines) for place in self.places), default=1)
        return self.ground + LINE * lines + 8

    def _x(self, at: int) -> float:
        """The middle of a place: by its day, where places are days."""
        days = [row[0].data.get("at") for row in self.rows]
        if not all(days):
            return SIDE + self.slot * (at + 0.5)
        ordinals = [dt.date.fromisoformat(day[:10]).toordinal() for day in days]
        span = max(ordinals) - min(ordinals)
        wide = self.right - SIDE - 40
        return SIDE + 20 + wide * (ordinals[at] - min(ordinals)) / max(span, 1)

    def y(self, value: float) -> float:
        share = max(value - self.least, 0) / (self.most - self.least)
        return round(self.ground - HIGH * share, 1)

    @cached_property
    def marks(self) -> list[Mark]:
        draw: Callable = self._points_of
        if self.kind == "bar":
            draw = self._bars_of
        return [mark for at in range(len(self.rows)) for mark in draw(at)]

    def _bars_of(self, at: int) -> list[Mark]:
        wide = min(WIDEST_BAR, self.slot * 0.86 / len(self.columns))
        left = self._x(at) - wide * len(self.columns) / 2
        bars = []
        for series, column in enumerate(self.columns):
            cell = self.rows[at][column]
            x = round(left + wide * series, 1)
            if cell.is_hidden:
                y = self.ground - HIGH / 3
                bars.append(
                    Mark(series, x, y, wide, HIGH / 3, "?", y + HIGH / 6 + 5, True)
                )
            elif cell.value is not None:
                y = self.y(cell.value)
                said = self._said(cell)
                bars.append(Mark(series, x, y, wide, self.ground - y, said, y - 6))
        return bars

    def _points_of(self, at: int) -> list[Mark]:
        cells = [self.rows[at][column] for column in self.columns]
        known = [cell.value for cell in cells if cell.value is not None]
        points = []
        for series, cell in enumerate(cells):
            if cell.value is None:
                continue
            y = self.y(cell.value)
            said_y = y - 9
            is_lower = cell.value < max(known)
            is_second = cell.value == max(known) and cell.value in known[:series]
            if is_lower or is_second:
                said_y = y + 19
            said = self._said(cell)
            if len(self.rows) > MANY and at not in (0, len(self.rows) - 1):
                said = ""
            if is_second and said == self._said(cells[0]):
                said = ""
            points.append(Mark(series, round(self._x(at), 1), y, 0, 0, said, said_y))
        return points

    def _said(self, cell: Cell) -> str:
        """What stands at a mark: of "71 % 10 of 14" the percentage."""
        if not self.percent:
            return number(cell.value, 1)
        share, sign, _ = cell.text.partition("%")
        return (share + sign).strip()

    def line(self, series: int) -> list[str]:
        """The paths of a line: one for each stretch without a gap."""
        points = {mark.x: mark for mark in self.marks if mark.at == series}
        stretches: list[list[str]] = [[]]
        for at in range(len(self.rows)):
            mark = points.get(round(self._x(at), 1))
            if mark:
                stretches[-1].append(f"{mark.x} {mark.y}")
            else:
                stretches.append([])
        return ["M" + "L".join(stretch) for stretch in stretches if len(stretch) > 1]

    @cached_property
    def ends(self) -> list[tuple[int, float, list[str]]]:
        """Of each line its index, where its name begins, and the name in lines."""
        wanted = []
        for series, name in enumerate(self.names):
            marks = [mark for mark in self.marks if mark.at == series]
            if self.kind == "line" and marks and len(self.columns) > 1:
                wanted.append((marks[-1].y, series, textwrap.wrap(name, 13)[:3]))
        for level, (name, value) in enumerate(self.levels):
            lines = [f"{name} {number(value, 1)}"]
            wanted.append((self.y(value), len(self.columns) + level, lines))
        ends = []
        free = 0.0
        for y, series, lines in sorted(wanted):
            top = max(y - LINE * (len(lines) - 1) / 2 + 4, free)
            free = top + LINE * len(lines) + 4
            ends.append((series, top, lines))
        return ends

    @property
    def told(self) -> str:
        """The chart in words: each place with what stands at its marks."""
        places = []
        for row in self.rows:
            cells = [f"{self.head[at].text} {row[at].text}" for at in self.columns]
            name = row[0].data.get("short-label") or row[0].text
            places.append(f"{name}: {', '.join(cells)}")
        return "; ".join(places)


def chart_of(
    table: str, kind: str = "line", percent: bool = False, levels=(), scale=None
) -> Chart:
    """The chart of a table.

    Columns whose head has data-series are drawn; the first column names the places.

    Args:
        table: The markup of its head and body.
        levels: Names and values of horizontal lines; those without a value are left out.
        scale: The values at the lower and the upper edge, if they are not to follow from
            the table.
    """
    reader = TableReader()
    reader.feed(table)
    known = [(name, float(value)) for name, value in levels if value is not None]
    return Chart(kind, reader.head, reader.rows, percent, known, scale)


def _has_values(rows: list[list[Cell]], at: int) -> bool:
    return any(len(row) > at and row[at].value is not None for row in rows)


def _only_at_the_ends(name: str, at: int, n: int) -> list[str]:
    if at in (0, n - 1):
        return [name]
    return []


def _apart(places: list[Place]) -> list[Place]:
    """The places, those without a name whose name would stand on another's.

    The first and the last keep theirs.
    """
    apart: list[Place] = []
    free = 0.0
    for place in places:
        left, right = place.x - place.half, place.x + place.half
        is_last = place is places[-1]
        reaches_last = right > places[-1].x - places[-1].half
        if apart and not is_last and (left < free or reaches_last):
            place = Place(place.x, [], place.runs)
        else:
            free = right
        apart.append(place)
    return apart


def init_app(app: Flask) -> None:
    app.jinja_env.globals["chart_of"] = chart_of
