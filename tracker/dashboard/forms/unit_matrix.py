"""The matrix of uses between units.

It has hundreds of cells, each with a link; the common beginning of the links is made once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from tracker.accounts.queries import UnitName
from tracker.dashboard.forms.filters import DashboardFilter

SHADES = 4
MANY = 16  # units that all have a place
MOST = 24  # units that have a place


@dataclass(frozen=True)
class UnitMatrix:
    """A table of uses.

    Attributes:
        units: The units, in alphabetical order, as rows and as columns: all of them, or
            where there are many those that something came from or went to; at most those
            with the most uses.
        left_out: How many others have uses, too.
        names: Their ids and escaped names.
        start: The common beginning of the links of the cells, escaped.
        most: The number of uses in the darkest cell.
    """

    counted: Counter
    units: list[UnitName]
    names: list[tuple[int, Markup]]
    start: Markup
    most: int
    left_out: int = 0

    def cells(self, home: int) -> Iterator[tuple[int, Markup, int, int, str]]:
        """The cells of a unit's row.

        Each has the id and escaped name of the unit that used something, the number of
        uses, the shade (1 to 4), and the escaped address of the experiments behind it.
        """
        start = f"{self.start}&amp;from={home}&amp;to="
        for away, name in self.names:
            n = self.counted[home, away]
            yield away, name, n, math.ceil(SHADES * n / self.most), f"{start}{away}"


def unit_matrix_of(matrix: Counter, question: DashboardFilter) -> UnitMatrix:
    """The uses of a quarter by the units they came from and went to."""
    units = list(question.units.values())
    left_out = 0
    if len(units) > MANY:
        uses = Counter()
        for pair, n in matrix.items():
            uses.update(dict.fromkeys(pair, n))
        crossed = [unit for unit in units if uses[unit.id]]
        first = sorted(crossed, key=lambda unit: -uses[unit.id])[:MOST]
        places = {unit.id for unit in first}
        left_out = len(crossed) - len(first)
        units = [unit for unit in crossed if unit.id in places]
    names = [(unit.id, escape(unit.name)) for unit in units]
    start = escape(question.rows("uses", "told"))
    most = max(max(matrix.values(), default=0), SHADES)
    return UnitMatrix(matrix, units, names, start, most, left_out)
