"""The demo's pulse: three closed rounds in which it slowly feels safer, one that is open,
and what was done about the fears.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Annotated

from tracker import toml
from tracker.commitments.models import Commitment
from tracker.demo import TEXTS
from tracker.demo.context import Context
from tracker.demo.experiment import ExperimentKey
from tracker.demo.organisation import PEOPLE, UNITS, ClauseKey, PersonKey
from tracker.guidelines.models import Clause
from tracker.jobs.models import Errand
from tracker.readiness.enums import REVERSED, Fear, Item
from tracker.readiness.models import Deed, OpenSheet, Pulse
from tracker.toml import Known

DAYS_OPEN = 14


@dataclass(frozen=True, kw_only=True)
class Round:
    """A round: when it began, how many of ten answered, how safe it felt, and how strong
    each fear was, 1 to 7. The last one is open.
    """

    days_ago: int
    of_ten: int
    safety: float
    fears: dict[Fear, float]
    remarks: tuple[str, ...] = ()
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
    deeds: tuple[DeedText, ...]
    units: dict[Annotated[str, Known("unit", UNITS)], float]


def seed_pulses(demo: Context) -> None:
    """Plan the rounds, of which the last stays open, and what was done about the fears."""
    texts = toml.read(TEXTS / "pulses.toml", Pulses)
    sheets = SheetWriter(demo, texts)
    for held in texts.rounds:
        demo.plan(demo.at(held.days_ago), _open, demo, held)
        demo.plan(demo.at(held.days_ago), sheets.answer, held)
        if held.days_ago >= DAYS_OPEN:
            closed = demo.at(held.days_ago - DAYS_OPEN)
            demo.plan(closed, _close, closed)
    for deed in texts.deeds:
        demo.plan(demo.at(deed.days_ago), _tell, demo, deed)


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

    The worker would have done the errand long ago, and would take the notices of old
    rounds away.
    """
    Pulse.select().order_by(Pulse.id.desc()).first().close(at=at)
    Errand.delete().where(Errand.kind == "pulse_seal").execute()


def _tell(demo: Context, deed: DeedText) -> None:
    clause = None
    if deed.clause:
        clause = Clause.get_or_none(Clause.key == deed.clause)
    promise = None
    if deed.promise:
        begins = Commitment.text.startswith(deed.promise)
        promise = Commitment.get_or_none(begins)
    Deed.tell(
        fear=deed.fear,
        words=deed.words,
        by=demo.people[deed.by],
        at=demo.at(deed.days_ago),
        clause=clause,
        experiment=demo.experiments.get(deed.experiment),
        commitment=promise,
    )


class SheetWriter:
    """Fills in sheets by chance, the same each time: about as the unit feels, more or less."""

    def __init__(self, demo: Context, texts: Pulses):
        self.demo = demo
        self.units = texts.units
        self.chance = random.Random(1999)

    def answer(self, held: Round) -> None:
        """Hand in the sheets of a round."""
        remarks = list(held.remarks)
        for key in PEOPLE:
            if key in held.not_answered_by:
                continue
            if self.chance.random() * 10 >= held.of_ten:
                continue
            marks = self._marks(held, key)
            remark = ""
            if remarks:
                remark = remarks.pop()
            OpenSheet.hand_in(self.demo.people[key], marks, remark)

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
        return marks

    def _point(self, level: float, spread: float) -> int | None:
        wanted = level + self.chance.gauss(0, spread)
        if self.chance.random() < 0.02:
            return None
        return min(7, max(1, round(wanted)))
