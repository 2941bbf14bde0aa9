"""The knowledge balance: what we know, what it cost, and what it saved."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import peewee
from peewee import JOIN, SQL, Case, fn

from tracker.dashboard.queries.learning import ConclusionCounts, conclusion_counts
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import (
    as_stored,
    during,
    of_period,
    quarter_of,
    stated_before,
    times,
)
from tracker.experiments.models import Experiment
from tracker.lessons.enums import EvidenceDirection, LessonStatus
from tracker.lessons.models import Evidence, Lesson, Retirement, Reuse
from tracker.quarters import Quarter


@dataclass(frozen=True)
class Balance:
    """What stands in the books of knowledge.

    Attributes:
        standings: How many lessons there were of each standing when the quarter ended,
            or are today.
        hours, cost: Spent on what was concluded in the quarter, as typed; cost in DKK.
            hours_n, cost_n: by how many attempts.
        saved: Hours saved, as typed by those who used a lesson in the quarter; saved_n:
            how many of them said so.
        enquiries: How many attempts concluded in the quarter counted fewer calls,
            enquiries or complaints than before.
        stopped: How many led to leaving something, because of a lesson.
    """

    statuses: Counter = field(default_factory=Counter)
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
        return self.statuses.total()


def knowledge_balances(
    period: Period,
    quarters: Sequence[Quarter],
    only: Sequence[Quarter] | None = None,
    told: ConclusionCounts | None = None,
) -> dict[Quarter, Balance]:
    """Knowledge balance = lessons by standing at the end of the quarter; hours and DKK
    spent on what was concluded in it; hours saved by uses told of in it; attempts that
    counted fewer enquiries than before; "stopped because of a lesson": attempts
    concluded with a lesson and the decision to leave it.

    Unit: lessons, hours, DKK and attempts, as people typed them. What was not typed is
    not guessed. Source: lessons with their evidence; plan cards (hours, cost, metric,
    baseline); learning cards (result, decision); "I used this".

    By quarter, for quarters that follow each other, or of only some of them. Four
    queries, or three when `what_was_concluded` is known.
    """
    wanted = list(only or quarters)
    told = told or conclusion_counts(period, quarters)
    saved = _saved(period, quarters)
    standings = statuses_on(period, [period.until(quarter) for quarter in wanted])
    return {
        quarter: Balance(stood, **told.spent[quarter], **saved.get(str(quarter), {}))
        for quarter, stood in zip(wanted, standings, strict=True)
    }


def statuses_on(period: Period, days: Sequence[dt.date]) -> list[Counter]:
    """How many lessons there were of each standing when each day began; `standing_of`
    says what each means. Two queries.

    Most lessons have no evidence and are emerging: they are only counted.
    """
    lessons, words = _stood(period, days, [Lesson.id.in_(_touched())])
    names = [f"on_{n}" for n, _ in enumerate(days)]
    columns = [word.alias(name) for name, word in zip(names, words, strict=True)]
    rows = lessons.select(*columns, fn.COUNT(Lesson.id))
    rows = of_period(rows, period, Lesson.experiment).group_by(
        *(SQL(name) for name in names)
    )
    found = [Counter() for _ in days]
    for *stood, n in rows.tuples():
        for counted, standing in zip(found, stood, strict=True):
            counted[standing] += n
    for counted, n in zip(
        found,
        stated_before(period, [period.midnight(day) for day in days]),
        strict=True,
    ):
        del counted[None]  # not stated by then
        counted[LessonStatus.emerging.value] += n - counted.total()
    return [
        Counter({LessonStatus(word): n for word, n in counted.items() if n})
        for counted in found
    ]


def experiments_with_status(
    period: Period, day: dt.date, standing: LessonStatus | None = None
) -> peewee.ModelSelect:
    """Ids of the experiments whose lesson had a standing, or any, when a day began."""
    lessons, (word,) = _stood(period, [day])
    rows = lessons.select(Lesson.experiment)
    if standing is None:
        return rows.where(word.is_null(False))
    return rows.where(word == standing.value)


def _touched() -> peewee.ModelSelect:
    """Ids of the lessons about which there is anything to say."""
    return Evidence.select(Evidence.lesson) | Retirement.select(Retirement.lesson)


def _stood(
    period: Period,
    days: Sequence[dt.date],
    among: Sequence = (),
) -> tuple[peewee.ModelSelect, list[Case]]:
    """The lessons, perhaps only some, and the word for how each stood when each day
    began: none before it was stated.
    """
    Behind = Experiment.alias()
    Origin = Experiment.alias()
    Said = Lesson.alias()
    supports = Evidence.bearing == EvidenceDirection.supports
    elsewhere = Behind.unit != Origin.unit
    moments = {f"supporting_{n}": period.midnight(day) for n, day in enumerate(days)}
    counts = [
        times((Evidence.at < before) & supports).alias(name)
        for name, before in moments.items()
    ]
    counts += [
        fn.MIN(Case(None, [(condition, Evidence.at)], None)).alias(name)
        for name, condition in (
            ("against", ~supports),
            ("elsewhere", supports & elsewhere),
        )
    ]
    said = (
        Evidence.select(Evidence.lesson, *counts)
        .join_from(Evidence, Behind, on=(Evidence.experiment == Behind.id))
        .join_from(Evidence, Said, on=(Evidence.lesson == Said.id))
        .join_from(Said, Origin, on=(Said.experiment == Origin.id))
        .where(
            Evidence.at < max(moments.values()),
        )
        .group_by(Evidence.lesson)
        .alias("said")
    )
    words = [
        Case(
            None,
            [
                (Lesson.stated_at >= before, None),
                (Retirement.at < before, LessonStatus.retired.value),
                (said.c.against < as_stored(before), LessonStatus.contested.value),
                (
                    (getattr(said.c, name) >= 2)
                    & (said.c.elsewhere < as_stored(before)),
                    LessonStatus.confirmed.value,
                ),
                (getattr(said.c, name) >= 1, LessonStatus.supported.value),
            ],
            LessonStatus.emerging.value,
        )
        for name, before in moments.items()
    ]
    lessons = (
        Lesson.select()
        .join_from(Lesson, said, JOIN.LEFT_OUTER, on=(said.c.lesson_id == Lesson.id))
        .join_from(
            Lesson, Retirement, JOIN.LEFT_OUTER, on=(Retirement.lesson == Lesson.id)
        )
        .where(Lesson.stated_at < max(moments.values()), *among)
    )
    return lessons, words


def _saved(period: Period, quarters: Sequence[Quarter]) -> dict[str, Counter]:
    word = quarter_of(Reuse.used_on, quarters).alias("quarter")
    rows = Reuse.select(word, fn.SUM(Reuse.hours), fn.COUNT(Reuse.hours)).join(Lesson)
    rows = rows.where(
        during(Reuse.used_on, quarters),
        Reuse.hours.is_null(False),
    )
    rows = of_period(rows, period, Lesson.experiment).group_by(SQL("quarter"))
    found: dict[str, Counter] = defaultdict(Counter)
    for quarter, hours, n in rows.tuples():
        found[quarter].update({"saved": hours, "saved_n": n})
    return found
