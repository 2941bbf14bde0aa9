"""What somebody tries who reads every figure of fears every night, and subtracts.

The attacker sees the sums of each fear, of each platform and of all of them; here it is
known as well whose answers came in between, so each difference is held against the
people it is about.
"""

from __future__ import annotations

from itertools import combinations

from tests.simulation.organisation import Organisation
from tracker.experiments.models import Experiment
from tracker.fears.models import ExpectedFear
from tracker.fears.queries import sums
from tracker.readiness.enums import Fear

WHOLE = None
Answers = dict[Fear, dict[int | None, set[int]]]


class Attacker:
    """Reads the figures after each quarter.

    Attributes:
        smallest: The fewest people that any difference of figures was about.
    """

    def __init__(self, organisation: Organisation):
        self.places = [WHOLE, *organisation.platforms.values()]
        self.seen = self._figures()
        self.counted: set[int] = set()
        self.smallest = len(organisation.workers)
        self.differences = 0

    def look(self) -> None:
        """Read all figures, and subtract them from each other and from what they were."""
        now = self._figures()
        authors, behind = self._answers_behind(now)
        for fear in Fear:
            groups = [ids for ids in behind[fear].values() if ids]
            differences = list(groups)
            for one, other in combinations(groups, 2):
                differences += [one - other, other - one]
            for ids in filter(None, differences):
                self._note(len({authors[id] for id in ids}))
        self.seen = now

    def _figures(self) -> dict[tuple[Fear, int | None], int]:
        return {
            (fear, place): told.attempts
            for place in self.places
            for fear, told in sums(place).items()
        }

    def _answers_behind(self, now: dict) -> tuple[dict[int, int], Answers]:
        """Who gave each new answer; fear and place to the answers new in the figure."""
        rows = (
            ExpectedFear.select(ExpectedFear, Experiment.author, Experiment.platform)
            .join(Experiment)
            .where(ExpectedFear.counted)
        )
        new = [row for row in rows if row.id not in self.counted]
        self.counted |= {row.id for row in new}
        found: Answers = {
            fear: {place: set() for place in self.places} for fear in Fear
        }
        for row in new:
            found[row.fear][WHOLE].add(row.id)
            place = row.experiment.platform_id
            if now[row.fear, place] > self.seen[row.fear, place]:
                found[row.fear][place].add(row.id)
        return {row.id: row.experiment.author_id for row in new}, found

    def _note(self, people: int) -> None:
        self.differences += 1
        self.smallest = min(self.smallest, people)
