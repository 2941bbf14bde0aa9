"""The knowledge balance: what we know, what it cost, and what it saved."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import peewee
from peewee import JOIN, SQL, Case, fn

from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.spans import during, inside, narrowed, quarter_of, times
from tracker.experiments.models import Experiment
from tracker.lessons.models import Conclusion, Evidence, Lesson, Retirement, Reuse
from tracker.lessons.queries.knowledge import touched
from tracker.lessons.words import Bearing, Decision, Standing
from tracker.quarters import Quarter

ENQUIRIES = ("opkald", "henvendels", "klage", "phone call", "enquir", "complaint")  # as people write of them in a metric


@dataclass(frozen=True)
class Balance:
    """What stands in the books of knowledge.

    Attributes:
        standings: How many lessons there were of each standing when the quarter ended, or are today.
        hours, cost: Spent on what was concluded in the quarter, as typed; cost in DKK. hours_n, cost_n: by how many attempts.
        saved: Hours saved, as typed by those who used a lesson in the quarter; saved_n: how many of them said so.
        enquiries: How many attempts concluded in the quarter counted fewer calls, enquiries or complaints than before.
        stopped: How many led to leaving something, because of a lesson.
    """

    standings: Counter = field(default_factory=Counter)
    hours: float = 0
    hours_n: int = 0
    cost: int = 0
    cost_n: int = 0
    saved: float = 0
    saved_n: int = 0
    enquiries: int = 0
    stopped: int = 0

    @property
    def lessons(self) -> int:
        return self.standings.total()


def knowledge_balance(period: Period) -> Balance:
    """Knowledge balance = lessons by standing at the end of the quarter; hours and DKK spent on what was concluded in it; hours
    saved by uses told of in it; attempts that counted fewer enquiries than before; "stopped because of a lesson": attempts
    concluded with a lesson and the decision to leave it.

    Unit: lessons, hours, DKK and attempts, as people typed them. What was not typed is not guessed.
    Source: lessons with their evidence; plan cards (hours, cost, metric, baseline); learning cards (result, decision); "I used this".
    """
    return knowledge_balances(period, [period.quarter])[period.quarter]


def knowledge_balances(
    period: Period, quarters: Sequence[Quarter], only: Sequence[Quarter] | None = None
) -> dict[Quarter, Balance]:
    """`knowledge_balance` of quarters that follow each other, or of only some of them. Two queries, and two a quarter."""
    spent, saved = _spent(period, quarters), _saved(period, quarters)
    return {
        quarter: Balance(
            standings_on(period, period.until(quarter)), **spent.get(str(quarter), {}), **saved.get(str(quarter), {})
        )
        for quarter in only or quarters
    }


def standings_on(period: Period, day: dt.date) -> Counter:
    """How many lessons there were of each standing when a day began; `standing_of` says what each means.

    Most lessons have no evidence and are emerging: they are only counted.
    """
    lessons, word = _stood(period, day, among=touched())
    told = narrowed(lessons, period, Lesson.experiment).select(word.alias("word"), fn.COUNT(Lesson.id)).group_by(SQL("word"))
    counted = Counter({Standing(word): n for word, n in told.tuples()})
    stated = Lesson.select(fn.COUNT(Lesson.id)).where(Lesson.stated_at < period.midnight(day))
    counted[Standing.emerging] += narrowed(stated, period, Lesson.experiment).scalar() - counted.total()
    return +counted


def stood_on(period: Period, day: dt.date, standing: Standing | None = None) -> peewee.ModelSelect:
    """Ids of the experiments whose lesson had a standing, or any, when a day began."""
    lessons, word = _stood(period, day)
    rows = lessons.select(Lesson.experiment)
    return rows if standing is None else rows.where(word == standing.value)


def _stood(period: Period, day: dt.date, among=None) -> tuple[peewee.ModelSelect, Case]:
    """The lessons that had been stated when a day began, perhaps only some, and the word for how each stood then."""
    before, Behind, Origin, Said = period.midnight(day), Experiment.alias(), Experiment.alias(), Lesson.alias()
    supports = Evidence.bearing == Bearing.supports
    said = (
        Evidence.select(
            Evidence.lesson,
            times(supports).alias("supporting"),
            times(~supports).alias("against"),
            times(supports & (Behind.unit != Origin.unit)).alias("elsewhere"),
        )
        .join_from(Evidence, Behind, on=(Evidence.experiment == Behind.id))
        .join_from(Evidence, Said, on=(Evidence.lesson == Said.id))
        .join_from(Said, Origin, on=(Said.experiment == Origin.id))
        .where(Evidence.at < before)
        .group_by(Evidence.lesson)
        .alias("said")
    )
    word = Case(
        None,
        [
            (Retirement.id.is_null(False), Standing.retired.value),
            (said.c.against > 0, Standing.contested.value),
            ((said.c.supporting >= 2) & (said.c.elsewhere > 0), Standing.confirmed.value),
            (said.c.supporting >= 1, Standing.supported.value),
        ],
        Standing.emerging.value,
    )
    lessons = (
        Lesson.select()
        .join_from(Lesson, said, JOIN.LEFT_OUTER, on=(said.c.lesson_id == Lesson.id))
        .join_from(Lesson, Retirement, JOIN.LEFT_OUTER, on=((Retirement.lesson == Lesson.id) & (Retirement.at < before)))
        .where(Lesson.stated_at < before, *([] if among is None else [among]))
    )
    return lessons, word


def _spent(period: Period, quarters: Sequence[Quarter]) -> dict[str, dict]:
    names = ("hours", "hours_n", "cost", "cost_n", "enquiries", "stopped")
    word = quarter_of(Conclusion.concluded_on, quarters).alias("quarter")
    rows = (
        Conclusion.select(
            word,
            fn.COALESCE(fn.SUM(Experiment.hours), 0),
            fn.COUNT(Experiment.hours),
            fn.COALESCE(fn.SUM(Experiment.cost), 0),
            fn.COUNT(Experiment.cost),
            times(fewer_enquiries()),
            times(stopped_because_of_a_lesson()),
        )
        .join(Experiment)
        .join_from(Conclusion, Lesson, JOIN.LEFT_OUTER, on=(Lesson.experiment == Conclusion.experiment))
        .where(during(Conclusion.concluded_on, quarters), *inside(period))
        .group_by(SQL("quarter"))
    )
    return {quarter: dict(zip(names, values, strict=True)) for quarter, *values in rows.tuples()}


def fewer_enquiries():
    """The condition that an experiment, joined with its conclusion, counted fewer calls, enquiries or complaints than before."""
    about = peewee.fn.LOWER(Experiment.metric)
    named = [about.contains(word) for word in ENQUIRIES]
    condition = named[0]
    for other in named[1:]:
        condition = condition | other
    return (Conclusion.result < Experiment.baseline) & condition


def stopped_because_of_a_lesson():
    """The condition that a conclusion, joined with its lesson if there is one, led to leaving it."""
    return (Conclusion.decision == Decision.stop) & Lesson.id.is_null(False)


def _saved(period: Period, quarters: Sequence[Quarter]) -> dict[str, dict]:
    word = quarter_of(Reuse.used_on, quarters).alias("quarter")
    rows = Reuse.select(word, fn.COALESCE(fn.SUM(Reuse.hours), 0), fn.COUNT(Reuse.hours)).where(during(Reuse.used_on, quarters))
    if period.is_narrow:
        rows = rows.join(Lesson).join(Experiment).where(*inside(period))
    return {quarter: {"saved": hours, "saved_n": n} for quarter, hours, n in rows.group_by(SQL("quarter")).tuples()}
