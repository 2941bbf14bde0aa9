"""Velocity: experiments started and concluded per month per 100 employees."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.core.validation import N_
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.learning import (
    ConclusionCounts,
    concluded_in,
    conclusion_counts,
)
from tracker.dashboard.queries.measure import (
    ExportRow,
    Measure,
    RowsBehind,
)
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import (
    during,
    is_in_period,
    rows_of,
    times,
)
from tracker.dashboard.queries.result_types import Rate
from tracker.db import database
from tracker.experiments.models import Experiment
from tracker.quarters import Quarter
from tracker.small_groups import MIN_GROUP_SIZE


@dataclass(frozen=True)
class Velocity:
    """The numbers of experiments started and concluded in a quarter.

    Attributes:
        months: The months of the quarter that have passed.
        employees: The number of people who worked there at its end.
    """

    started: int
    concluded: int
    months: float
    employees: int

    def rate(self, n: int) -> float | None:
        """A number per month per 100 employees; None for fewer than five employees."""
        if self.employees >= MIN_GROUP_SIZE:
            return n / self.months / self.employees * 100
        return None

    @property
    def started_rate(self) -> float | None:
        return self.rate(self.started)

    @property
    def concluded_rate(self) -> float | None:
        return self.rate(self.concluded)


def velocities(
    period: Period, quarters: Sequence[Quarter], told: ConclusionCounts | None = None
) -> dict[Quarter, Velocity]:
    """Velocity = experiments started, or concluded, per month per 100 employees.

    Unit: experiments in the quarter ÷ months passed of it ÷ employees × 100. Employees
    are the active people at its end, or now. Source: days of start and conclusion on
    the cards; the list of people.

    By quarter, for consecutive quarters. Three queries, or two with `told`.
    """
    started = _started(period, quarters)
    told = told or conclusion_counts(period, quarters)
    headcount = Counter()
    for (quarter, unit), n in employees(period, quarters).items():
        if period.unit in (None, unit):
            headcount[quarter] += n
    return {
        quarter: Velocity(
            started[quarter],
            told.counted[quarter].total(),
            period.during(quarter).months,
            headcount[quarter],
        )
        for quarter in quarters
    }


def _started(period: Period, quarters: Sequence[Quarter]) -> dict[Quarter, int]:
    counts = [
        Experiment.select(fn.COUNT(Experiment.id)).where(
            during(Experiment.started_on, [quarter]), is_in_period(period)
        )
        for quarter in quarters
    ]
    found = database.execute(peewee.Select(columns=counts)).fetchone()
    return dict(zip(quarters, found, strict=True))


def employees(
    period: Period, quarters: Sequence[Quarter]
) -> dict[tuple[Quarter, int], int]:
    """The number of people who worked in each unit at the end of each quarter. One query."""

    def build() -> peewee.ModelSelect:
        counts = [
            times(working_at(quarter.moments(period.zone)[1])) for quarter in quarters
        ]
        return Person.select(Person.unit, *counts).group_by(Person.unit).tuples()

    rows = rows_of("employees", period, quarters, build)
    return {
        (quarter, unit): n
        for unit, *many in rows
        for quarter, n in zip(quarters, many, strict=True)
    }


def working_at(moment: dt.datetime):
    """The condition that a person had joined, and was not disabled, before a moment."""
    return (Person.joined_at < moment) & (
        Person.disabled_at.is_null() | (Person.disabled_at >= moment)
    )


def _started_in(period: Period, asked: Drilldown):
    return during(Experiment.started_on, [period.quarter])


def _concluded_in(period: Period, asked: Drilldown):
    return concluded_in(period)


def _velocity_rows(velocity: Velocity) -> Iterator[ExportRow]:
    counted = {"started": velocity.started, "concluded": velocity.concluded}
    for name, n in counted.items():
        yield name, n, n, None, "attempts"
        per_month = f"{name} per month per 100 employees"
        yield per_month, velocity.rate(n), n, velocity.employees, "attempts"


VELOCITY = Measure(
    name="velocity",
    formula=N_(
        "Attempts begun, and concluded, in the quarter, divided by the months that have "
        "passed of it and by the employees, times 100."
    ),
    unit=N_(
        "Attempts per month per 100 employees, counted at the end of the quarter or "
        "today. Where fewer than five work, no rate is told."
    ),
    source=N_("The days of start and conclusion; the list of people."),
    query=lambda asked: velocities(asked.period, asked.quarters, asked.concluded),
    export=_velocity_rows,
    behind=(
        RowsBehind("started", "", N_("What began"), _started_in),
        RowsBehind("concluded", "", N_("What was concluded"), _concluded_in),
    ),
    change=N_("The pace at which attempts are begun"),
    compared=lambda velocity: Rate(velocity.started_rate, velocity.started),
)
