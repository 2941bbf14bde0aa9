"""The figures of the dashboard as rows of a file, one figure a row."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.accounts.models import Unit
from tracker.dashboard.queries.balance import Balance
from tracker.dashboard.queries.cache import recent_measures
from tracker.dashboard.queries.measures import Measures
from tracker.dashboard.queries.pace import Velocity
from tracker.dashboard.queries.participation import Participation
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
    where = ["", ""]
    if unit:
        where[0] = unit.name
    if platform:
        where[1] = platform.name
    for quarter in period.recent:
        for name, cells, counted_in in _of_quarter(told, quarter):
            hidden = cells == (None, None, None)
            scope = _scope(name, where)
            yield [name, str(quarter)] + scope + list(cells) + [counted_in, hidden]
    for name, n in _awaiting(told):
        yield [name, ""] + where + [n, n, None, "attempts", False]
    for name, n in _uses(told):
        yield [name, str(period.quarter)] + where + [n, n, None, "uses", False]


WHOLE = ("leaders telling", "commitments kept")
PEOPLES = ("participation", "first-timers")


def _scope(measure: str, where: list[str]) -> list[str]:
    """The unit and the platform of a measure; empty where it is not divided by them."""
    if measure in WHOLE:
        return ["", ""]
    if measure in PEOPLES:
        return [where[0], ""]
    return where


def _awaiting(told: Measures) -> Iterator[tuple[str, int]]:
    for late in told.awaiting:
        days = f"{late.shortest}+"
        if late.longest:
            days = f"{late.shortest}-{late.longest}"
        yield f"awaiting {days} days", late.n


def _uses(told: Measures) -> Iterator[tuple[str, int]]:
    units = dict(Unit.select(Unit.id, Unit.name).tuples())
    rows = [(units[home], units[away], n) for (home, away), n in told.matrix.items()]
    for home, away, n in sorted(rows):
        yield f"uses from {home} by {away}", n


def _of_quarter(told: Measures, quarter: Quarter) -> Iterator[tuple[str, tuple, str]]:
    pace = told.pace[quarter]
    yield "learning rate", _share(told.learning[quarter]), "attempts"
    yield from _of_velocity(told.velocity[quarter])
    yield from _spread("days to lesson", pace.whole)
    yield from _spread("days of lesson lag", pace.lag)
    yield "reuse rate", _share(told.reuse[quarter]), "lessons"
    yield "uses", (told.across[quarter].n, told.across[quarter].n, None), "uses"
    yield "cross-unit reuse", _share(told.across[quarter].share), "uses"
    yield "failure to foundation", _share(told.foundation[quarter].share), "attempts"
    yield from _of_participation(told.participation[quarter])
    for word in Outcome:
        share = told.mix[quarter].of(word)
        yield f"outcome {word.value}", _share(share), "attempts"
    yield "answered by a leader", _share(told.answered[quarter]), "attempts"
    telling = told.telling[quarter]
    yield "leaders telling", _people(telling.people, telling.leaders), "people"
    yield "commitments kept", _share(told.promises[quarter]), "commitments"
    if quarter in told.balance:
        yield from _of_balance(told.balance[quarter])


def _of_velocity(velocity: Velocity) -> Iterator[tuple[str, tuple, str]]:
    counted = {"started": velocity.started, "concluded": velocity.concluded}
    for name, n in counted.items():
        yield name, (n, n, None), "attempts"
        rate = (velocity.rate(n), n, velocity.employees)
        yield f"{name} per month per 100 employees", rate, "attempts"


def _of_participation(it: Participation) -> Iterator[tuple[str, tuple, str]]:
    yield "participation", _people(it.people, it.employees), "people"
    yield "first-timers", _people(it.first_timers), "people"


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
    yield (
        "decided to make permanent or adapt",
        (balance.decided, balance.decided, None),
        "attempts",
    )
    yield "carried out", (balance.carried_out, balance.carried_out, None), "attempts"


def _share(it: Share) -> tuple:
    return it.value, it.part, it.whole


def _spread(name: str, it: Spread) -> Iterator[tuple]:
    yield f"{name}, median", (it.median, None, it.n), "days"
    yield f"{name}, 80th percentile", (it.most, None, it.n), "days"


def _people(figure: Figure, whole: int | None = None) -> tuple:
    if not figure.shown:
        return None, None, None
    value = figure.value
    if whole:
        value = figure.value / whole
    return value, figure.value, whole
