"""What closed rounds showed: of everybody, or of one unit at a time, and never of fewer than five people.

Of the seven items only the score is told, and of each fear its own mean: of two means over the same answers by different
people, such as a score and one of its items, the difference would tell of those who answered only one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from peewee import fn

from tracker.accounts.models import Unit
from tracker.figures import Figure, shown_groups
from tracker.readiness.models import Pulse, Sheet
from tracker.readiness.queries.scoring import score
from tracker.readiness.words import Fear

WHOLE, OTHERS = "", "others"
SAFETY = "safety"
MEASURES = (SAFETY, *(fear.value for fear in Fear))


@dataclass(frozen=True)
class Result:
    """What one round showed.

    Attributes:
        sizes: Measure to group to the number of people who answered it; a group is a unit's id, or None for the others together.
        totals: The same with the sum of their answers.
    """

    pulse: Pulse
    sizes: dict[str, dict[int | None, int]]
    totals: dict[str, dict[int | None, float]]

    @property
    def answers(self) -> int:
        """How many answered; 0 where they were too few to be kept."""
        return sum(self.sizes["all"].values())

    @property
    def answered(self) -> Figure:
        """How many of those who were invited answered; hidden where those who did not are too few."""
        return Figure.about(self.answers, of=self.pulse.invited)

    @property
    def groups(self) -> set[int | None]:
        return set(self.sizes["all"])

    def figure(self, measure: str, group: str = WHOLE) -> Figure:
        """The mean of a measure, 1 to 7, of everybody or of one group.

        Args:
            measure: "safety", or a fear.
            group: WHOLE, OTHERS, or a unit's id in digits.
        """
        sizes, totals = self.sizes[measure], self.totals[measure]
        if group == WHOLE:
            n = sum(sizes.values())
            return Figure.about(n, value=sum(totals.values()) / max(n, 1))
        one = None if group == OTHERS else int(group)
        if one not in shown_groups(sizes):
            return Figure(None, None)
        return Figure.about(sizes[one], value=totals[one] / sizes[one])

    def told(self, measure: str, group: str = WHOLE) -> Figure:
        """How many people a figure is about; hidden where it would tell that nearly everybody answered.

        Of a unit it is never told more exactly than "at least five": who works there is known.
        """
        n = sum(self.sizes[measure].values())
        return Figure.about(n, of=self.pulse.invited) if group == WHOLE else Figure(None, None)


def results(pulses: Iterable[Pulse]) -> list[Result]:
    """What these rounds showed, in their order. One query."""
    pulses = list(pulses)
    sheets = Sheet.select(Sheet.pulse, Sheet.unit, score().alias(SAFETY), *(getattr(Sheet, fear.value) for fear in Fear))
    sheets = sheets.where(Sheet.pulse.in_([pulse.id for pulse in pulses] or [0])).alias("sheets")
    columns = [sheets.c[name] for name in MEASURES]
    sums = [reckon(column) for column in columns for reckon in (fn.COUNT, fn.SUM)]
    rows = Sheet.select(sheets.c.pulse_id, sheets.c.unit_id, fn.COUNT(1), *sums).from_(sheets)
    rows = rows.group_by(sheets.c.pulse_id, sheets.c.unit_id).tuples()
    found = {
        pulse.id: Result(pulse, {name: {} for name in ("all", *MEASURES)}, {name: {} for name in MEASURES}) for pulse in pulses
    }
    for pulse, unit, n, *reckoned in rows:
        result = found[pulse]
        result.sizes["all"][unit] = n
        for name, size, total in zip(MEASURES, reckoned[::2], reckoned[1::2], strict=True):
            result.sizes[name][unit], result.totals[name][unit] = size, float(total or 0)
    return list(found.values())


def units_of(result: Result) -> list[Unit]:
    """Units whose figures a round may show, in alphabetical order."""
    ids = [unit for unit in result.groups if unit is not None]
    return list(Unit.select().where(Unit.id.in_(ids or [0])).order_by(Unit.name))
