"""Results of closed rounds, of everybody or of one unit, never of fewer than five people.

Only the score of the seven items is shown, and the mean of each fear. Two means over the
same answers by different people, such as the score and one of its items, would reveal
the people who answered only one of them. The figures are computed once, at closing, so
that no later change of a figure reveals anything; the sheets are deleted then. How many
marked 1, 2, 3 and so on is told of everybody only, never of a unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.accounts.models import Unit
from tracker.readiness.models import Pulse
from tracker.readiness.models.score import ALL, LEADERS, OTHERS, SAFETY, SPREAD
from tracker.small_groups import Figure, shown_groups

WHOLE = ""

__all__ = ["OTHERS", "SAFETY", "WHOLE", "Result", "results", "units_of"]


@dataclass(frozen=True)
class Result:
    """The result of one round; a group is WHOLE, OTHERS, or a unit's id in digits."""

    pulse: Pulse

    @property
    def answers(self) -> int:
        """How many answered; 0 where they were too few to be kept."""
        return sum(self._sizes(ALL).values())

    @property
    def answered(self) -> Figure:
        """How many of those who were invited answered; hidden where those who did not
        are too few.
        """
        return Figure.about(self.answers, of=self.pulse.invited)

    @property
    def groups(self) -> set[str]:
        return set(self._sizes(ALL))

    def figure(self, measure: str, group: str = WHOLE) -> Figure:
        """The mean of a measure, 1 to 7, of everybody or of one group.

        Args:
            measure: "safety", or a fear.
        """
        sizes = self._sizes(measure)
        totals = self._totals(measure)
        if group == WHOLE:
            n = sum(sizes.values())
            return Figure.about(n, value=sum(totals.values()) / max(n, 1))
        if group not in shown_groups(sizes):
            return Figure(None, None)
        return Figure.about(sizes[group], value=totals[group] / sizes[group])

    def people(self, measure: str, group: str = WHOLE) -> Figure:
        """The number of people behind a figure.

        It is hidden if it would reveal that nearly everybody answered.

        For a unit it is never more exact than "at least five", since the people who work
        there are known.
        """
        n = sum(self._sizes(measure).values())
        if group != WHOLE:
            return Figure(None, None)
        if measure in LEADERS:
            return Figure.about(n, of=self.pulse.leaders)
        return Figure.about(n, of=self.pulse.invited)

    def spread(self, measure: str, group: str = WHOLE) -> list[int]:
        """How many marked 1 to 7; nothing where that is not told, as of a single unit."""
        if group != WHOLE or not self.people(measure).shown:
            return []
        return self._showed(SPREAD).get(measure, [])

    def _sizes(self, measure: str) -> dict[str, int]:
        return {group: n for group, (n, _) in self._showed(measure).items()}

    def _totals(self, measure: str) -> dict[str, float]:
        return {group: total for group, (_, total) in self._showed(measure).items()}

    def _showed(self, measure: str) -> dict:
        return (self.pulse.showed or {}).get(measure, {})


def results(pulses: Iterable[Pulse]) -> list[Result]:
    """The results of these rounds, in their order."""
    return [Result(pulse) for pulse in pulses]


def units_of(result: Result) -> list[Unit]:
    """Units whose figures a round may show, in alphabetical order."""
    ids = [int(group) for group in result.groups - {OTHERS}]
    return list(Unit.select().where(Unit.id.in_(ids or [0])).order_by(Unit.name))
