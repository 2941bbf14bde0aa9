"""The learning rate and the outcome mix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from operator import or_

import peewee
from peewee import JOIN, fn

from tracker.core.validation import N_
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.leaders import by_a_leader
from tracker.dashboard.queries.measure import (
    ExportRow,
    Measure,
    RowsBehind,
    share_of,
)
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import (
    ALWAYS,
    during,
    is_in_period,
    of_period,
    quarter_of,
    rows_of,
    times,
)
from tracker.dashboard.queries.result_types import Share
from tracker.experiments.models import Experiment, Stage
from tracker.lessons.enums import CouldTell, Decision, Outcome
from tracker.lessons.models import Conclusion, Lesson
from tracker.lessons.models.conclusion import HAS_REASON, HAS_SURPRISE
from tracker.lessons.models.implementation import TO_CARRY_OUT
from tracker.lessons.models.learning_card import ANSWERS
from tracker.quarters import Quarter

ENOUGH_TO_WONDER = 10
# As it stands in an index
HAS_CRITERION = Experiment.criterion != peewee.SQL("''")
# Attempts that could tell, that have a lesson, and that have one by a leader
TOLD = ("could_tell", "lessons", "leader_lessons")
# Sums and counts of what was put in and what came of it
SPENT = ("hours", "hours_n", "cost", "cost_n", "enquiries", "stopped", "decided")
# As people write of them in a metric
ENQUIRIES = ("opkald", "henvendels", "klage", "phone call", "enquir", "complaint")


def learning_rates(
    period: Period,
    quarters: Sequence[Quarter],
    told: ConclusionCounts | None = None,
) -> dict[Quarter, Share]:
    """Learning rate = experiments that ended with a lesson ÷ experiments that ended.

    With a lesson means: a lesson, a decision, and an outcome that answers the hypothesis
    (held, didn't hold, partly held) or explains why not (unsettled or stopped, with a
    surprise or a reason).

    Unit: experiments. An experiment ended on the day of its conclusion, or without one
    on its review day, once that has passed. Source: plan cards and learning cards,
    shared with everybody or with a unit; never drafts.

    By quarter, for consecutive quarters. Two queries, or one with `told`.
    """
    told = told or conclusion_counts(period, quarters)
    word = quarter_of(Experiment.review_on, quarters).alias("quarter")
    late = Experiment.select(word, fn.COUNT(Experiment.id))
    late = late.where(has_ended(period, quarters), is_in_period(period))
    untold = dict(late.group_by(peewee.SQL("quarter")).tuples())
    return {
        quarter: Share(
            told.learned[quarter].total(),
            told.counted[quarter].total() + untold.get(str(quarter), 0),
        )
        for quarter in quarters
    }


@dataclass(frozen=True)
class ConclusionCounts:
    """Counts of the experiments concluded in each quarter.

    Attributes:
        counted: The number of experiments of each outcome.
        learned: The number of them with a lesson.
        spent: Sums and counts under the names of the fields of Balance.
        told: What else is counted, under the names in TOLD.
    """

    counted: dict[Quarter, Counter]
    learned: dict[Quarter, Counter]
    spent: dict[Quarter, Counter]
    told: dict[Quarter, Counter]


def conclusion_counts(period: Period, quarters: Sequence[Quarter]) -> ConclusionCounts:
    """The counts that several measures share. One query."""
    told = ConclusionCounts(
        counted={quarter: Counter() for quarter in quarters},
        learned={quarter: Counter() for quarter in quarters},
        spent={quarter: Counter() for quarter in quarters},
        told={quarter: Counter() for quarter in quarters},
    )
    named = {str(quarter): quarter for quarter in quarters}
    rows = partial(_conclusion_rows, period, quarters)
    for name, outcome, n, learned, *counts in rows_of("ended", period, quarters, rows):
        quarter = named[name]
        told.counted[quarter][outcome] = n
        told.learned[quarter][outcome] = learned
        told.told[quarter].update(dict(zip(TOLD, counts[: len(TOLD)], strict=True)))
        told.spent[quarter].update(dict(zip(SPENT, counts[len(TOLD) :], strict=True)))
    return told


def _conclusion_rows(period: Period, quarters: Sequence[Quarter]) -> peewee.ModelSelect:
    """Rows of quarter, outcome, the number concluded and learned, TOLD and SPENT."""
    return (
        Conclusion.select(
            quarter_of(Conclusion.concluded_on, quarters).alias("quarter"),
            Conclusion.outcome,
            fn.COUNT(Conclusion.experiment),
            times(has_lesson()),
            times(could_tell()),
            fn.COUNT(Lesson.id),
            times(Lesson.id.is_null(False) & by_a_leader()),
            fn.COALESCE(fn.SUM(Experiment.hours), 0),
            fn.COUNT(Experiment.hours),
            fn.COALESCE(fn.SUM(Experiment.cost), 0),
            fn.COUNT(Experiment.cost),
            times(fewer_enquiries()),
            times(stopped_because_of_a_lesson()),
            times(to_carry_out()),
        )
        .join(Experiment)
        .join_from(
            Conclusion,
            Lesson,
            JOIN.LEFT_OUTER,
            on=(Lesson.experiment == Conclusion.experiment),
        )
        .where(during(Conclusion.concluded_on, quarters), is_in_period(period))
        .group_by(peewee.SQL("quarter"), Conclusion.outcome)
        .tuples()
    )


def has_lesson():
    """The condition that a conclusion, left-joined with its lesson, taught something."""
    says_why = HAS_SURPRISE | HAS_REASON
    return (
        (Conclusion.outcome.in_(ANSWERS) | says_why)
        & Conclusion.decision.is_null(False)
        & Lesson.id.is_null(False)
    )


def fewer_enquiries():
    """The condition that an experiment counted fewer calls, enquiries or complaints.

    The experiment must be joined with its conclusion.
    """
    about = fn.LOWER(Experiment.metric)
    # First, so that the text search runs only where both numbers are known
    counted = Experiment.baseline.is_null(False) & Conclusion.result.is_null(False)
    return (
        counted
        & (Conclusion.result < Experiment.baseline)
        & reduce(or_, [about.contains(word) for word in ENQUIRIES])
    )


def could_tell():
    """The condition that an experiment, joined with its conclusion, could tell."""
    written_before = (
        Experiment.started_on.is_null(False)
        & HAS_CRITERION
        & ~Experiment.criterion_afterwards
    )
    says_no = Conclusion.could_tell == CouldTell.no
    return (
        written_before
        & Conclusion.result.is_null(False)
        & (Conclusion.could_tell.is_null() | ~says_no)
    )


def stopped_because_of_a_lesson():
    """The condition that a conclusion, left-joined with its lesson, led to leaving it."""
    return (Conclusion.decision == Decision.stop) & Lesson.id.is_null(False)


def to_carry_out():
    """The condition that a conclusion decided to make something permanent or adapt it."""
    return Conclusion.decision.in_(TO_CARRY_OUT)


def has_ended(period: Period, quarters: Sequence[Quarter]):
    """The condition that an experiment ended in these quarters without a conclusion.

    Its review day has passed.
    """
    return (Experiment.stage == Stage.running) & during(
        Experiment.review_on, quarters, until=period.on
    )


@dataclass(frozen=True)
class OutcomeMix:
    """The number of experiments of each outcome."""

    counted: Counter = field(default_factory=Counter)

    @property
    def n(self) -> int:
        return self.counted.total()

    def of(self, outcome: Outcome) -> Share:
        """The share of an outcome."""
        return Share(self.counted[outcome], self.n)

    @property
    def only_good_ones(self) -> bool:
        """Whether there are ten or more, and none of them is refuted."""
        return self.n >= ENOUGH_TO_WONDER and not self.counted[Outcome.refuted]


def outcome_mixes(
    period: Period, quarters: Sequence[Quarter], told: ConclusionCounts | None = None
) -> dict[Quarter, OutcomeMix]:
    """Outcome mix = each outcome ÷ attempts concluded in the quarter.

    Unit: experiments. The page comments on ten or more of which none is refuted.
    Source: learning cards.

    By quarter, for consecutive quarters. One query, or none with `told`.
    """
    if told is not None:
        return {quarter: OutcomeMix(told.counted[quarter]) for quarter in quarters}
    mixes = {str(quarter): OutcomeMix() for quarter in quarters}
    word = quarter_of(Conclusion.concluded_on, quarters).alias("quarter")
    rows = Conclusion.select(word, Conclusion.outcome, fn.COUNT(Conclusion.experiment))
    rows = of_period(rows, period, Conclusion.experiment)
    rows = rows.where(during(Conclusion.concluded_on, quarters))
    grouped = rows.group_by(peewee.SQL("quarter"), Conclusion.outcome)
    for quarter, outcome, n in grouped.tuples():
        mixes[quarter].counted[outcome] = n
    return {quarter: mixes[str(quarter)] for quarter in quarters}


# The experiments behind the figures


def concluded_in(period: Period, condition=ALWAYS):
    """The condition that an experiment was concluded in the quarter, and so."""
    rows = Conclusion.select(Conclusion.experiment).where(
        during(Conclusion.concluded_on, [period.quarter]), condition
    )
    return Experiment.id.in_(rows)


def told_in(period: Period, condition):
    """The same, with a condition on conclusion, lesson and experiment together."""
    rows = Conclusion.select(Conclusion.experiment).join(Experiment)
    rows = rows.join_from(
        Experiment,
        Lesson,
        JOIN.LEFT_OUTER,
        on=(Lesson.experiment == Experiment.id),
    )
    return Experiment.id.in_(
        rows.where(during(Conclusion.concluded_on, [period.quarter]), condition)
    )


def _ended(period: Period, asked: Drilldown):
    learned = told_in(period, has_lesson())
    if asked.part == "learned":
        return learned
    ended = concluded_in(period) | has_ended(period, [period.quarter])
    if asked.part == "untold":
        return ended & ~learned
    return ended


def _concluded_with(period: Period, asked: Drilldown):
    return concluded_in(period, Conclusion.outcome == Outcome(asked.part))


def _mix_rows(mix: OutcomeMix) -> Iterator[ExportRow]:
    for word in Outcome:
        yield from share_of(f"outcome {word.value}", mix.of(word), "attempts")


LEARNING_RATE = Measure(
    name="learning",
    formula=N_(
        "Ended in the quarter with a lesson, a decision, and an outcome that answers the "
        "hypothesis (held, didn't hold, partly held) or says why it could not (unsettled "
        "or stopped, with a surprise or a reason), divided by all that ended in the "
        "quarter."
    ),
    unit=N_(
        "Attempts. One ends on the day of its conclusion, or without one when its review "
        "day has passed."
    ),
    source=N_(
        "Plan cards and learning cards, also those that only a unit sees; drafts never."
    ),
    query=lambda asked: asked.learning,
    export=lambda rate: share_of("learning rate", rate, "attempts"),
    behind=(
        RowsBehind("ended", "", N_("What ended"), _ended),
        RowsBehind(
            "ended", "learned", N_("What ended and taught us something"), _ended
        ),
        RowsBehind(
            "ended", "untold", N_("What ended and has not told its lesson"), _ended
        ),
    ),
    change=N_("The learning rate"),
)

OUTCOME_MIX = Measure(
    name="mix",
    formula=N_(
        "Each outcome divided by the attempts concluded in the quarter. Ten or more "
        "without one that didn't hold are wondered at."
    ),
    unit=N_("Attempts."),
    source=N_("Learning cards."),
    query=lambda asked: outcome_mixes(asked.period, asked.quarters, asked.concluded),
    export=_mix_rows,
    behind=tuple(
        RowsBehind(
            "concluded",
            word.value,
            N_("What was concluded: %(outcome)s"),
            _concluded_with,
            values={"outcome": word},
        )
        for word in Outcome
    ),
    change=N_("The share that didn't hold"),
    compared=lambda mix: mix.of(Outcome.refuted),
)
