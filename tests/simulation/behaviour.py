"""How people of the simulated organisation behave, with sources.

Each person has a level from 1 to 7 of each of the six fears of the pulse. Directions are
from the literature; sizes are assumptions, chosen so that an organisation of some
hundred people can show them, and are no finding.

- Fear lowers speaking up: people keep quiet because they fear being seen as a
  troublemaker or punished (Milliken, Morrison and Hewlin 2003, Journal of Management
  Studies 40(6); Edmondson 1999, Administrative Science Quarterly 44(2)). Here: who
  fears more shares fewer drafts, and claims fewer of what was shared without a name.
- Clear rules, a signed promise of no punishment, leaders who tell of their own failed
  attempts, and quick answers lower one fear each (openness of leaders goes with voice,
  through safety: Detert and Burris 2007, Academy of Management Journal 50(4)).
- Seeing that what was feared seldom comes lowers the fear of angry replies, and makes
  more drafts shared (LaFreniere and Newman 2020, Behavior Therapy 51(3), of people with
  an anxiety disorder).
- Thanks make people help again (Grant and Gino 2010, Journal of Personality and Social
  Psychology 98(6)). Here: who was thanked for a first attempt tries again.
- A kind answer makes an author who had no name claim it; an assumption.
- Seeing how guesses came out makes guesses better (feedback trains forecasters; the
  score is that of Brier 1950, Monthly Weather Review 78(1)).

In a quarter everybody's fears also move together, up or down by chance: a measure that
takes this for a success is no good.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from enum import Enum

from tracker.readiness.enums import HIGHEST, LOWEST, Fear


class Cause(Enum):
    """What may move a measure; each can be switched off."""

    clear_rules = "clear-rules"
    safe_conduct = "safe-conduct"
    leaders_tell = "leaders-tell"
    fast_answers = "fast-answers"
    seen_consequences = "seen-consequences"
    thanks = "thanks"
    kind_answers = "kind-answers"
    seen_guesses = "seen-guesses"


# Which fear a cause lowers. A cause that is switched off still happens, and does nothing.
LOWERS = {
    Cause.clear_rules: Fear.allowed,
    Cause.safe_conduct: Fear.boss,
    Cause.leaders_tell: Fear.wrong,
    Cause.fast_answers: Fear.corrected,
}
FIRST_TREATED = 1  # the causes begin after one quarter without them
STEP = 0.3  # points a quarter
NEWS = 0.15  # how far everybody's fears move together in a quarter, by chance


@dataclass
class Worker:
    """A person of the organisation.

    Attributes:
        fears: The level of each fear.
        tried: How many attempts were shared by name.
        thanked: Whether the first of them was thanked, in the quarter before.
    """

    id: int
    fears: dict[Fear, float]
    tried: int = 0
    thanked: bool = False

    @property
    def fear(self) -> float:
        """The mean of the fears."""
        return sum(self.fears.values()) / len(self.fears)


@dataclass(frozen=True)
class Draws:
    """All chances of one person in one quarter, drawn whether they are used or not, so
    that switching a cause off changes nothing else.
    """

    begins: float
    place: float
    shares: float
    unnamed: float
    claims: float
    thanked: float
    answered: float
    ticks: float
    fear: float
    result: float
    day: float
    outcome: float
    marks: tuple[float, ...]

    @classmethod
    def of(cls, seed: int, quarter: int, person: int) -> Draws:
        dice = random.Random(f"{seed}/{quarter}/{person}")
        chances = [dice.random() for _ in range(12)]
        marks = tuple(dice.gauss(0, 0.6) for _ in Fear)
        return cls(*chances, marks)


@dataclass
class Behaviour:
    """What people do, given the causes that are at work.

    Attributes:
        off: The causes that are switched off.
    """

    off: frozenset[Cause] = field(default_factory=frozenset)

    def works(self, cause: Cause, quarter: int) -> bool:
        return cause not in self.off and quarter >= FIRST_TREATED

    def begin_quarter(self, workers: list[Worker], quarter: int, news: float) -> None:
        """Move everybody's fears by the news and by what was done about each."""
        for worker in workers:
            for fear in Fear:
                worker.fears[fear] += news
            for cause, fear in LOWERS.items():
                if self.works(cause, quarter):
                    worker.fears[fear] -= STEP
            for fear, level in worker.fears.items():
                worker.fears[fear] = min(float(HIGHEST), max(float(LOWEST), level))

    def begins(self, worker: Worker, quarter: int, chance: float) -> bool:
        """Whether a person begins a draft; sooner after thanks for the first one."""
        likely = 0.5
        if worker.thanked and self.works(Cause.thanks, quarter):
            likely = 0.9
        return chance < likely

    def shares(self, worker: Worker, quarter: int, seen: bool, chance: float) -> bool:
        """Whether a draft is shared; more where it is seen what came of fears."""
        likely = 0.6 - 0.04 * (worker.fear - 4)
        if seen and self.works(Cause.seen_consequences, quarter):
            likely += 0.2
        return chance < likely

    def claims(
        self, worker: Worker, quarter: int, answered: bool, chance: float
    ) -> bool:
        """Whether a name is put to what was shared without one."""
        likely = 0.3 - 0.03 * (worker.fear - 4)
        if answered and self.works(Cause.kind_answers, quarter):
            likely += 0.35
        return chance < likely

    def calms(self, worker: Worker, quarter: int, seen: bool) -> None:
        """Who sees that angry replies seldom come fears them less."""
        if seen and self.works(Cause.seen_consequences, quarter):
            worker.fears[Fear.angry] = max(LOWEST, worker.fears[Fear.angry] - STEP)

    def guesses_right(self, quarter: int) -> float:
        """How likely a guess is right."""
        if not self.works(Cause.seen_guesses, quarter):
            return 0.4
        return min(0.75, 0.4 + 0.06 * (quarter - FIRST_TREATED + 1))

    def feared(self, worker: Worker, chance: float) -> Fear:
        """The fear that a person ticks: the stronger, the likelier."""
        levels = [worker.fears[fear] for fear in Fear]
        left = chance * sum(levels)
        for fear, level in zip(Fear, levels, strict=True):
            left -= level
            if left <= 0:
                return fear
        return Fear.time


def hired(people: int, seed: int) -> list[Worker]:
    """The people of the organisation, each with fears of their own."""
    dice = random.Random(f"{seed}/hired")
    return [
        Worker(
            number,
            {fear: min(7.0, max(1.0, dice.gauss(4.8, 0.9))) for fear in Fear},
        )
        for number in range(1, people + 1)
    ]
