"""Who used what of whom, as the page draws it: hundreds of cells, each with its link,
made once and not cell by cell.
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
        homes, aways: The units that anything came from, and that used anything, in the
            order of the alphabet.
        names: Of those that used anything, ids and escaped names.
        start: What the links of the cells begin with, escaped.
        most: How many uses make the darkest cell.
    """

    counted: Counter
    homes: list[Unit]
    aways: list[Unit]
    names: list[tuple[int, Markup]]
    start: Markup
    most: int

    def cells(self, home: int) -> Iterator[tuple[int, Markup, int, int, str]]:
        """Of each unit that used something of this one: its id, escaped name, how
        often, how dark that is (1 to 4), and the escaped
        address of the attempts behind it."""
        start = f"{self.start}&amp;from={home}&amp;to="
        for away, name in self.names:
            n = self.counted[home, away]
            yield away, name, n, math.ceil(SHADES * n / self.most), f"{start}{away}"


def unit_matrix_of(matrix: Counter, question: DashboardFilter) -> UnitMatrix:
    """The uses of a quarter by the units they came from and went to."""
    used = [{pair[at] for pair in matrix} for at in (0, 1)]
    homes, aways = (
        [unit for unit in question.units.values() if unit.id in ids] for ids in used
    )
    names = [(unit.id, escape(unit.name)) for unit in aways]
    start = escape(question.rows("uses", "told"))
    return UnitMatrix(
        matrix, homes, aways, names, start, max([*matrix.values(), SHADES])
    )
