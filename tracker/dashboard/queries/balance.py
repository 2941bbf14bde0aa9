"""The knowledge balance: lessons, their cost, and their savings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import peewee
from peewee import SQL, fn

from tracker.core.validation import N_
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.learning import (
    ConclusionCounts,
    conclusion_counts,
    fewer_enquiries,
    stopped_because_of_a_lesson,
    to_carry_out,
    told_in,
)
from tracker.dashboard.queries.lesson_status import (
    experiments_with_status,
    statuses_on,
)
from tracker.dashboard.queries.measure import ExportRow, Measure, RowsBehind
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import (
    during,
    of_period,
    quarter_of,
)
from tracker.experiments.models import Experiment
from tracker.lessons.enums import ImplementationState, LessonStatus
from tracker.lessons.models import Conclusion, Implementation, Lesson, Reuse
from tracker.quarters import Quarter


@dataclass(frozen=True)
class Balance:
    """The knowledge balance of a quarter.

    Attributes:
        statuses: The number of lessons of each status at the end of the quarter, or today.
        hours, cost: Spent on the experiments concluded in the quarter, as typed; cost
            in DKK.
        hours_n, cost_n: The number of experiments that state hours, and a cost.
        saved: Hours saved, as typed in the reuses of the quarter.
        saved_n: The number of reuses that state hours.
        enquiries: The number of experiments concluded in the quarter that counted fewer
            calls, enquiries or complaints than before.
        stopped: The number of them that led to leaving something because of a lesson.
        decided: The number of them that decided to make something permanent or adapt it.
        carried_out: The number of such decisions, of whatever quarter, of which was told
            in the quarter that they are carried out.
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
    decided: int = 0
    carried_out: int = 0

    @property
    def lessons(self) -> int:
        return self.statuses.total()


def knowledge_balances(
    period: Period,
    quarters: Sequence[Quarter],
    only: Sequence[Quarter] | None = None,
    told: ConclusionCounts | None = None,
) -> dict[Quarter, Balance]:
    """Knowledge balance = lessons by status, and the cost and the savings of a quarter.

    Lessons are counted at the end of the quarter. Cost: hours and DKK spent on the
    experiments concluded in it. Savings: hours saved by the reuses in it; experiments
    that counted fewer enquiries than before; experiments concluded with a lesson and
    the decision to leave it. Decisions to make something permanent or adapt it, beside
    those of which was told in the quarter that they are carried out.

    Unit: lessons, hours, DKK and experiments, as people typed them; nothing is guessed.
    Source: lessons with their evidence; plan cards (hours, cost, metric, baseline);
    learning cards (result, decision); "I used this"; what became of decisions.

    By quarter, for consecutive quarters, or of only some of them. Five queries, or
    four with `told`.
    """
    wanted = list(only or quarters)
    told = told or conclusion_counts(period, quarters)
    saved = _saved(period, quarters)
    done = _carried_out_by_quarter(period, quarters)
    counted = statuses_on(period, [period.until(quarter) for quarter in wanted])
    balances = {}
    for quarter, statuses in zip(wanted, counted, strict=True):
        amounts = dict(told.spent[quarter]) | dict(saved[str(quarter)])
        amounts["carried_out"] = done.get(str(quarter), 0)
        balances[quarter] = Balance(statuses, **amounts)
    return balances


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


def _carried_out_by_quarter(
    period: Period, quarters: Sequence[Quarter]
) -> dict[str, int]:
    word = quarter_of(Implementation.answered_on, quarters).alias("quarter")
    rows = (
        Implementation.select(word, fn.COUNT(Implementation.id))
        .join(Conclusion)
        .where(is_carried_out(quarters))
    )
    rows = of_period(rows, period, Conclusion.experiment)
    return dict(rows.group_by(SQL("quarter")).tuples())


def is_carried_out(quarters: Sequence[Quarter]):
    """The condition that authors told in these quarters that a decision is carried out."""
    done = Implementation.state == ImplementationState.done
    return done & during(Implementation.answered_on, quarters)


# The experiments behind the figures


def _standing(period: Period, asked: Drilldown):
    status = None
    if asked.part:
        status = LessonStatus(asked.part)
    return Experiment.id.in_(experiments_with_status(period, period.until(), status))


def _spent(period: Period, asked: Drilldown) -> peewee.ModelSelect:
    field = {"hours": Experiment.hours, "cost": Experiment.cost}[asked.part]
    rows = Conclusion.select(Conclusion.experiment, field.alias("amount"))
    return rows.join(Experiment).where(
        during(Conclusion.concluded_on, [period.quarter]), field.is_null(False)
    )


def _spent_on(period: Period, asked: Drilldown):
    return Experiment.id.in_(_spent(period, asked).select(Conclusion.experiment))


def _hours_saved(period: Period, asked: Drilldown) -> peewee.ModelSelect:
    experiment = Lesson.experiment.alias("experiment_id")
    rows = Reuse.select(experiment, Reuse.hours.alias("amount")).join(Lesson)
    return rows.where(
        during(Reuse.used_on, [period.quarter]), Reuse.hours.is_null(False)
    )


def _saved_by(period: Period, asked: Drilldown):
    return Experiment.id.in_(_hours_saved(period, asked).select(Lesson.experiment))


def _with_fewer_enquiries(period: Period, asked: Drilldown):
    return told_in(period, fewer_enquiries())


def _stopped(period: Period, asked: Drilldown):
    return told_in(period, stopped_because_of_a_lesson())


def _decided(period: Period, asked: Drilldown):
    return told_in(period, to_carry_out())


def _carried_out(period: Period, asked: Drilldown):
    rows = Implementation.select(Conclusion.experiment).join(Conclusion)
    return Experiment.id.in_(rows.where(is_carried_out([period.quarter])))


def _export(balance: Balance) -> Iterator[ExportRow]:
    for word in LessonStatus:
        n = balance.statuses[word]
        yield f"lessons {word.value}", n, n, balance.lessons, "lessons"
    yield "hours spent", balance.hours, balance.hours, balance.hours_n, "hours"
    yield "cost", balance.cost, balance.cost, balance.cost_n, "DKK"
    yield "hours saved", balance.saved, balance.saved, balance.saved_n, "hours"
    enquiries = balance.enquiries
    yield "counted fewer enquiries", enquiries, enquiries, None, "attempts"
    stopped = balance.stopped
    yield "stopped because of a lesson", stopped, stopped, None, "attempts"
    decided = balance.decided
    yield "decided to make permanent or adapt", decided, decided, None, "attempts"
    yield "carried out", balance.carried_out, balance.carried_out, None, "attempts"


def _lessons_that_are(word: LessonStatus) -> RowsBehind:
    title = N_("Lessons: %(standing)s")
    return RowsBehind(
        "standing",
        word.value,
        title,
        _standing,
        as_of="end",
        values={"standing": word},
    )


def _balance_of(asked) -> dict[Quarter, Balance]:
    shown = (asked.quarters[0], asked.quarters[-2], asked.quarters[-1])
    return knowledge_balances(asked.period, asked.quarters, shown, asked.concluded)


KNOWLEDGE_BALANCE = Measure(
    name="balance",
    formula=N_(
        "Lessons by how they stood when the quarter ended. Hours and DKK spent on what "
        "was concluded in it. Hours saved by those who used a lesson in it. Attempts "
        "that counted fewer calls, enquiries or complaints than before. What we left "
        "because of a lesson: concluded with a lesson and the decision to leave it. What "
        "was decided to be made permanent or adapted in the quarter, and what was told "
        "in it to be carried out."
    ),
    unit=N_(
        "Lessons, hours, DKK and attempts, as people typed them. What was not typed is "
        "not guessed."
    ),
    source=N_("Lessons and their evidence; plan cards; learning cards; “I used this”."),
    query=_balance_of,
    export=_export,
    behind=(
        RowsBehind("standing", "", N_("All lessons"), _standing, as_of="end"),
        RowsBehind(
            "spent",
            "hours",
            N_("Hours spent, as people typed them"),
            _spent_on,
            amounts=_spent,
            adds="hours",
        ),
        RowsBehind(
            "spent",
            "cost",
            N_("DKK spent, as people typed them"),
            _spent_on,
            amounts=_spent,
            adds="cost",
        ),
        RowsBehind(
            "saved",
            "",
            N_("Hours saved, as people typed them"),
            _saved_by,
            amounts=_hours_saved,
            adds="hours",
        ),
        RowsBehind(
            "enquiries",
            "",
            N_("What counted fewer enquiries than before"),
            _with_fewer_enquiries,
        ),
        RowsBehind("stopped", "", N_("What we left because of a lesson"), _stopped),
        RowsBehind(
            "decided",
            "",
            N_("What we decided to make permanent or adapt"),
            _decided,
        ),
        RowsBehind(
            "carried_out",
            "",
            N_("What was decided, and is carried out"),
            _carried_out,
        ),
    )
    + tuple(_lessons_that_are(word) for word in LessonStatus),
)
