"""How much of what ended taught something, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import peewee
from peewee import JOIN, fn

from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.spans import during, inside, narrowed, quarter_of, times
from tracker.dashboard.queries.values import Share
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.models.experiment import ENDED_AFTER
from tracker.lessons.models import Conclusion, Lesson
from tracker.lessons.words import Outcome
from tracker.quarters import Quarter

ANSWERS = (Outcome.supported, Outcome.refuted, Outcome.mixed)
OPEN = (Stage.planned, Stage.running)
ENOUGH_TO_WONDER = 10
A_DAY = dt.timedelta(days=1)


def learning_rate(period: Period) -> Share:
    """Learning rate = ended in the quarter with a lesson, a decision, and an outcome that answers the hypothesis (held, didn't
    hold, partly held) or says why it could not (unsettled or stopped, with a surprise or a reason) ÷ ended in the quarter.

    Unit: attempts. Ended on the day of its conclusion, or, where there is none, 14 days after its planned last day.
    Source: plan cards and learning cards, shared with everybody or with a unit; drafts never.
    """
    return learning_rates(period, [period.quarter])[period.quarter]


def learning_rates(period: Period, quarters: Sequence[Quarter]) -> dict[Quarter, Share]:
    """`learning_rate` of quarters that follow each other. Two queries."""
    word = quarter_of(Conclusion.concluded_on, quarters).alias("quarter")
    concluded = in_quarters(period, quarters).select(word, fn.COUNT(Conclusion.id), times(taught()))
    concluded = concluded.join_from(Conclusion, Lesson, JOIN.LEFT_OUTER, on=(Lesson.experiment == Conclusion.experiment))
    told = {word: (learned, n) for word, n, learned in concluded.group_by(peewee.SQL("quarter")).tuples()}
    word = quarter_of(Experiment.ends_on, quarters, ENDED_AFTER).alias("quarter")
    late = Experiment.select(word, fn.COUNT(Experiment.id)).where(timed_out(period, quarters), *inside(period))
    untold = dict(late.group_by(peewee.SQL("quarter")).tuples())
    shares = {}
    for quarter in quarters:
        learned, n = told.get(str(quarter), (0, 0))
        shares[quarter] = Share(learned, n + untold.get(str(quarter), 0))
    return shares


def taught():
    """The condition that a conclusion, joined with its lesson if there is one, taught something."""
    says_why = (Conclusion.surprise != "") | (Conclusion.reason != "")
    return Lesson.id.is_null(False) & Conclusion.decision.is_null(False) & (Conclusion.outcome.in_(ANSWERS) | says_why)


def timed_out(period: Period, quarters: Sequence[Quarter]):
    """The condition that an experiment ended in one of these quarters without a conclusion: two weeks past its last day."""
    return Experiment.stage.in_(OPEN) & during(Experiment.ends_on, quarters, ENDED_AFTER, period.on + A_DAY)


def in_quarters(period: Period, quarters: Sequence[Quarter]) -> peewee.ModelSelect:
    """Conclusions of these quarters. What was imported without a day belongs to none."""
    return narrowed(Conclusion.select().where(during(Conclusion.concluded_on, quarters)), period, Conclusion.experiment)


@dataclass(frozen=True)
class Mix:
    """How often each outcome came."""

    counted: Counter = field(default_factory=Counter)

    @property
    def n(self) -> int:
        return self.counted.total()

    def of(self, outcome: Outcome) -> Share:
        """The share of an outcome."""
        return Share(self.counted[outcome], self.n)

    @property
    def only_good_ones(self) -> bool:
        """Whether ten or more were told, and none of them says that it didn't hold."""
        return self.n >= ENOUGH_TO_WONDER and not self.counted[Outcome.refuted]


def outcome_mix(period: Period) -> Mix:
    """Outcome mix = each outcome ÷ attempts concluded in the quarter.

    Unit: attempts. Ten or more without one that didn't hold are wondered at. Source: learning cards.
    """
    return outcome_mixes(period, [period.quarter])[period.quarter]


def outcome_mixes(period: Period, quarters: Sequence[Quarter]) -> dict[Quarter, Mix]:
    """`outcome_mix` of quarters that follow each other. One query."""
    word = quarter_of(Conclusion.concluded_on, quarters).alias("quarter")
    rows = in_quarters(period, quarters).select(word, Conclusion.outcome, fn.COUNT(Conclusion.id))
    mixes: dict[Quarter, Counter] = {quarter: Counter() for quarter in quarters}
    for quarter, outcome, n in rows.group_by(peewee.SQL("quarter"), Conclusion.outcome).tuples():
        mixes[Quarter.parse(quarter)][outcome] = n
    return {quarter: Mix(counted) for quarter, counted in mixes.items()}
