"""Seeds the pulse: three closed rounds with rising scores, an open one, and actions about
fears.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Annotated

from tracker import toml
from tracker.accounts.models import Role
from tracker.commitments.models import Commitment
from tracker.demo import TEXTS
from tracker.demo.context import Context
from tracker.demo.experiment import ExperimentKey
from tracker.demo.organisation import PEOPLE, UNITS, ClauseKey, PersonKey
from tracker.guidelines.models import Clause
from tracker.jobs.models import Job
from tracker.readiness.enums import REVERSED, Fear, Item, LeaderFear
from tracker.readiness.models import FearAction, OpenResponse, Pulse
from tracker.toml import Known

DAYS_OPEN = 14
LEADERS_ANSWER = 6  # so that those who did not are no small group


@dataclass(frozen=True, kw_only=True)
class Round:
    """A round: its start, how many of ten people answered, the score, and the level of each
    fear from 1 to 7, with those of leaders. The last round is open.
    """

    days_ago: int
    of_ten: int
    safety: float
    fears: dict[Fear, float]
    leaders: dict[LeaderFear, float]
    free_texts: tuple[str, ...] = ()
    not_answered_by: tuple[PersonKey, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DeedText:
    """What was done about a fear; clause, experiment and promise show it.

    Attributes:
        promise: How the promise begins.
    """

    fear: Fear
    by: PersonKey
    days_ago: int
    words: str
    clause: ClauseKey | None = None
    experiment: ExperimentKey | None = None
    promise: str = ""


@dataclass(frozen=True, kw_only=True)
class Pulses:
    """All rounds, and how much safer some units feel than the others."""

    rounds: tuple[Round, ...]
    fear_actions: tuple[DeedText, ...]
    units: dict[Annotated[str, Known("unit", UNITS)], float]


def seed_pulses(demo: Context) -> None:
    """Plan the rounds, of which the last stays open, and the actions about fears."""
    texts = toml.read(TEXTS / "pulses.toml", Pulses)
    sheets = SheetWriter(demo, texts)
    for held in texts.rounds:
        demo.plan(demo.at(held.days_ago), _open, demo, held)
        demo.plan(demo.at(held.days_ago), sheets.answer, held)
        if held.days_ago >= DAYS_OPEN:
            closed = demo.at(held.days_ago - DAYS_OPEN)
            demo.plan(closed, _close, closed)
    for fear_action in texts.fear_actions:
        demo.plan(demo.at(fear_action.days_ago), _tell, demo, fear_action)


def _open(demo: Context, held: Round) -> None:
    on = demo.today - dt.timedelta(held.days_ago)
    Pulse.open(
        closes_on=on + dt.timedelta(DAYS_OPEN),
        by=demo.people["jonas"],
        on=on,
        at=demo.at(held.days_ago),
    )


def _close(at: dt.datetime) -> None:
    """Close the round that was opened last.

    The worker would have done the job long ago, and would take the notices of old
    rounds away.
    """
    Pulse.select().order_by(Pulse.id.desc()).first().close(at=at)
    Job.delete().where(Job.kind == "pulse_seal").execute()


def _tell(demo: Context, fear_action: DeedText) -> None:
    clause = None
    if fear_action.clause:
        clause = Clause.get_or_none(Clause.key == fear_action.clause)
    promise = None
    if fear_action.promise:
        begins = Commitment.text.startswith(fear_action.promise)
        promise = Commitment.get_or_none(begins)
    FearAction.add(
        fear=fear_action.fear,
        words=fear_action.words,
        by=demo.people[fear_action.by],
        at=demo.at(fear_action.days_ago),
        clause=clause,
        experiment=demo.experiments.get(fear_action.experiment),
        commitment=promise,
    )


class SheetWriter:
    """Fills in sheets by chance, the same each time: about as the unit feels, more or less."""

    def __init__(self, demo: Context, texts: Pulses):
        self.demo = demo
        self.units = texts.units
        self.chance = random.Random(1999)
        self.leaders_chance = random.Random(2012)
        self.leaders_left = 0

    def answer(self, held: Round) -> None:
        """Hand in the sheets of a round."""
        free_texts = list(held.free_texts)
        self.leaders_left = LEADERS_ANSWER
        for key in PEOPLE:
            if key in held.not_answered_by:
                continue
            if self.chance.random() * 10 >= held.of_ten:
                continue
            marks = self._marks(held, key)
            free_text = ""
            if free_texts:
                free_text = free_texts.pop()
            OpenResponse.submit(self.demo.people[key], marks, free_text)

    def _marks(self, held: Round, key: str) -> dict[str, int | None]:
        """What one person marks; now and then something is left out."""
        safe = held.safety + self.units.get(PEOPLE[key].unit, 0)
        safe += self.chance.gauss(0, 0.7)
        marks = {item.value: self._point(safe, 0.8) for item in Item}
        for name, point in marks.items():
            if point and Item(name) in REVERSED:
                marks[name] = 8 - point
        for fear, level in held.fears.items():
            marks[fear.value] = self._point(level, 1.3)
        if PEOPLE[key].role is Role.leader and self.leaders_left:
            self.leaders_left -= 1
            for fear, level in held.leaders.items():
                wanted = level + self.leaders_chance.gauss(0, 1.2)
                marks[fear.value] = min(7, max(1, round(wanted)))
        return marks

    def _point(self, level: float, spread: float) -> int | None:
        wanted = level + self.chance.gauss(0, spread)
        if self.chance.random() < 0.02:
            return None
        return min(7, max(1, round(wanted)))
