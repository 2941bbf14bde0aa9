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


def learning_rates(period: Period, quarters: Sequence[Quarter], told: Told | None = None) -> dict[Quarter, Share]:
    """`learning_rate` of quarters that follow each other. Two queries, or one when `what_was_concluded` is known."""
    told = told or what_was_concluded(period, quarters)
    word = quarter_of(Experiment.ends_on, quarters, ENDED_AFTER).alias("quarter")
    late = Experiment.select(word, fn.COUNT(Experiment.id)).where(timed_out(period, quarters), *inside(period))
    untold = dict(late.group_by(peewee.SQL("quarter")).tuples())
    return {
        quarter: Share(told.learned[quarter].total(), told.counted[quarter].total() + untold.get(str(quarter), 0))
        for quarter in quarters
    }


@dataclass(frozen=True)
class Told:
    """How often each outcome came in each quarter, and how often something was learnt then."""

    counted: dict[Quarter, Counter]
    learned: dict[Quarter, Counter]


def what_was_concluded(period: Period, quarters: Sequence[Quarter]) -> Told:
    """What several measures are counted from. One query."""
    told = Told({quarter: Counter() for quarter in quarters}, {quarter: Counter() for quarter in quarters})
    word = quarter_of(Conclusion.concluded_on, quarters).alias("quarter")
    rows = in_quarters(period, quarters).select(word, Conclusion.outcome, fn.COUNT(Conclusion.id), times(taught()))
    rows = rows.join_from(Conclusion, Lesson, JOIN.LEFT_OUTER, on=(Lesson.experiment == Conclusion.experiment))
    for quarter, outcome, n, learned in rows.group_by(peewee.SQL("quarter"), Conclusion.outcome).tuples():
        told.counted[Quarter.parse(quarter)][outcome] = n
        told.learned[Quarter.parse(quarter)][outcome] = learned
    return told


def taught():
    """The condition that a conclusion, joined with its lesson if there is one, taught something."""
    says_why = (Conclusion.surprise != "") | (Conclusion.reason != "")
    return (Conclusion.outcome.in_(ANSWERS) | says_why) & Conclusion.decision.is_null(False) & Lesson.id.is_null(False)


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


def outcome_mixes(period: Period, quarters: Sequence[Quarter], told: Told | None = None) -> dict[Quarter, Mix]:
    """`outcome_mix` of quarters that follow each other. One query, or none when `what_was_concluded` is known."""
    told = told or what_was_concluded(period, quarters)
    return {quarter: Mix(told.counted[quarter]) for quarter in quarters}
