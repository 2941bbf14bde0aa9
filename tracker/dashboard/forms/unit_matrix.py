"""The matrix of uses between units.

It has hundreds of cells, each with a link; the common beginning of the links is made once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from tracker.accounts.models import Unit
from tracker.dashboard.forms.filters import DashboardFilter

SHADES = 4


@dataclass(frozen=True)
class UnitMatrix:
    """A table of uses.

    Attributes:
        homes, aways: The units that uses came from, and the units that used something,
            in alphabetical order.
        names: Ids and escaped names of `aways`.
        start: The common beginning of the links of the cells, escaped.
        most: The number of uses in the darkest cell.
    """

    counted: Counter
    homes: list[Unit]
    aways: list[Unit]
    names: list[tuple[int, Markup]]
    start: Markup
    most: int

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
    home_ids = {home for home, _ in matrix}
    away_ids = {away for _, away in matrix}
    homes = [unit for unit in question.units.values() if unit.id in home_ids]
    aways = [unit for unit in question.units.values() if unit.id in away_ids]
    names = [(unit.id, escape(unit.name)) for unit in aways]
    start = escape(question.rows("uses", "told"))
    most = max(max(matrix.values(), default=0), SHADES)
    return UnitMatrix(matrix, homes, aways, names, start, most)
