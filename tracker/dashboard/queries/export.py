"""Every figure of the dashboard as a row: measure, quarter, unit, platform, value, what
it was counted from, and in what.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.accounts.models import Unit
from tracker.dashboard.queries.balance import Balance
from tracker.dashboard.queries.cache import recent_measures
from tracker.dashboard.queries.measures import Measures
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.result_types import Share, Spread
from tracker.guidelines.models import Platform
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.quarters import Quarter
from tracker.small_groups import Figure

COLUMNS = [
    "measure",
    "quarter",
    "unit",
    "platform",
    "value",
    "numerator",
    "denominator",
    "counted_in",
    "hidden",
]


def figures(
    period: Period, unit=None, platform: Platform | None = None
) -> Iterator[list]:
    """The figures of a quarter and the four before it.

    Measures that know no unit or no platform leave the column empty.

    Args:
        unit, platform: The rows that the period names by their ids.
    """
    told = recent_measures(period)
    where = [unit.name if unit else "", platform.name if platform else ""]
    for quarter in period.recent:
        for name, cells, counted_in in _of_quarter(told, quarter):
            scope = (
                ["", ""]
                if name in WHOLE
                else [where[0], "" if name in PEOPLES else where[1]]
            )
            yield [
                name,
                str(quarter),
                *scope,
                *cells,
                counted_in,
                cells == (None, None, None),
            ]
    for late in told.awaiting:
        days = (
            f"{late.shortest}-{late.longest}" if late.longest else f"{late.shortest}+"
        )
        yield [
            f"awaiting {days} days",
            "",
            *where,
            late.n,
            late.n,
            None,
            "attempts",
            False,
        ]
    units = dict(Unit.select(Unit.id, Unit.name).tuples())
    for (home, away), n in sorted(
        told.matrix.items(), key=lambda pair: [units[id] for id in pair[0]]
    ):
        name = f"uses from {units[home]} by {units[away]}"
        yield [name, str(period.quarter), *where, n, n, None, "uses", False]


WHOLE = ("leaders telling", "commitments kept")
PEOPLES = ("participation", "first-timers")


def _of_quarter(told: Measures, quarter: Quarter) -> Iterator[tuple[str, tuple, str]]:
    velocity = told.velocity[quarter]
    pace = told.pace[quarter]
    participation = told.participation[quarter]
    telling = told.telling[quarter]
    mix = told.mix[quarter]
    yield "learning rate", _share(told.learning[quarter]), "attempts"
    for name in ("started", "concluded"):
        n = getattr(velocity, name)
        yield name, (n, n, None), "attempts"
        yield (
            f"{name} per month per 100 employees",
            (velocity.rate(n), n, velocity.employees),
            "attempts",
        )
    yield from _spread("days to lesson", pace.whole)
    yield from _spread("days of lesson lag", pace.lag)
    yield "reuse rate", _share(told.reuse[quarter]), "lessons"
    yield "uses", (told.across[quarter].n, told.across[quarter].n, None), "uses"
    yield "cross-unit reuse", _share(told.across[quarter].share), "uses"
    yield "failure to foundation", _share(told.foundation[quarter].share), "attempts"
    yield (
        "participation",
        _people(participation.people, participation.employees),
        "people",
    )
    yield "first-timers", _people(participation.first_timers), "people"
    for word in Outcome:
        yield f"outcome {word.value}", _share(mix.of(word)), "attempts"
    yield "answered by a leader", _share(told.answered[quarter]), "attempts"
    yield "leaders telling", _people(telling.people, telling.leaders), "people"
    yield "commitments kept", _share(told.promises[quarter]), "commitments"
    if quarter in told.balance:
        yield from _of_balance(told.balance[quarter])


def _of_balance(balance: Balance) -> Iterator[tuple[str, tuple, str]]:
    for word in LessonStatus:
        yield (
            f"lessons {word.value}",
            (balance.statuses[word], balance.statuses[word], balance.lessons),
            "lessons",
        )
    yield "hours spent", (balance.hours, balance.hours, balance.hours_n), "hours"
    yield "cost", (balance.cost, balance.cost, balance.cost_n), "DKK"
    yield "hours saved", (balance.saved, balance.saved, balance.saved_n), "hours"
    yield (
        "counted fewer enquiries",
        (balance.enquiries, balance.enquiries, None),
        "attempts",
    )
    yield (
        "stopped because of a lesson",
        (balance.stopped, balance.stopped, None),
        "attempts",
    )


def _share(it: Share) -> tuple:
    return it.value, it.part, it.whole


def _spread(name: str, it: Spread) -> Iterator[tuple]:
    yield f"{name}, median", (it.median, None, it.n), "days"
    yield f"{name}, 80th percentile", (it.most, None, it.n), "days"


def _people(figure: Figure, whole: int | None = None) -> tuple:
    if not figure.shown:
        return None, None, None
    return (figure.value / whole if whole else figure.value), figure.value, whole
