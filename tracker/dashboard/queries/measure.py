"""A measure: one object that says how it is computed, explained, exported and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import peewee

from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.result_types import Share, Spread
from tracker.small_groups import Figure

# A row of the file of figures: its name, its value, numerator, denominator, counted in
ExportRow = tuple[str, float | None, float | None, float | None, str]


@dataclass(frozen=True)
class RowsBehind:
    """The experiments behind a figure of a measure.

    Attributes:
        measure, part: What its address calls it; addresses stand in bookmarks.
        title: The title of the page of rows, with the places for `values`.
        condition: The condition on Experiment, of a period and what is asked.
        amounts: Where the figure is a sum: rows of experiment_id and amount.
        adds: What the amounts are: "uses", "days", "hours" or "cost" (DKK).
        as_of: "quarter" if the figure is about a quarter, "today", or "end" if it is
            about all that there is when the quarter ends.
    """

    measure: str
    part: str
    title: str
    condition: Callable[[Period, Drilldown], Any]
    amounts: Callable[[Period, Drilldown], peewee.ModelSelect] | None = None
    adds: str = ""
    as_of: str = "quarter"
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """A measure of the dashboard. Texts are English and are translated where they are shown.

    Attributes:
        name: Its key in `Measures`, and in the templates.
        formula, unit, source: How it is counted, in what, and from what, for readers.
        query: Its value by quarter, or one value if it is not `by_quarter`.
        export: The rows of the file of figures that a value gives.
        behind: The experiments behind its figures; none behind figures about people.
        change: What a sentence about its change calls it; "" if no change is told.
        compared: The part of a value that such a sentence compares.
        grows: Whether it grows from zero while its quarter runs.
        divided_by: What a filter divides it by: "unit", "platform".
        of_today: Whether it is about today, whatever the quarter.
        panel: The section of several shares that shows it; "" if it has a section of
            its own.
        note, column, nothing: In such a section the words beside its value, above its
            column, and in place of a value if there is nothing to measure. There the
            first of `behind` is the part, and the second the whole.
        page: The endpoint of the page of what it counts, if it has nothing `behind`.
        about_people: Whether it is about people: hidden where they are few, and
            leading nowhere.
    """

    name: str
    formula: str
    unit: str
    source: str
    query: Callable[[Any], Any]
    export: Callable[[Any], Iterable[ExportRow]]
    behind: tuple[RowsBehind, ...] = ()
    change: str = ""
    compared: Callable[[Any], Any] = lambda value: value
    grows: bool = False
    divided_by: tuple[str, ...] = ("unit", "platform")
    by_quarter: bool = True
    of_today: bool = False
    panel: str = ""
    note: str = ""
    column: str = ""
    nothing: str = ""
    page: str = ""
    about_people: bool = False


def share_of(name: str, it: Share, unit: str) -> Iterator[ExportRow]:
    """The row of a share."""
    yield name, it.value, it.part, it.whole, unit


def spread_of(name: str, it: Spread) -> Iterator[ExportRow]:
    """The rows of a number of days."""
    yield f"{name}, median", it.median, None, it.n, "days"
    yield f"{name}, 80th percentile", it.most, None, it.n, "days"


def people_of(name: str, it: Figure, whole: int | None = None) -> Iterator[ExportRow]:
    """The row of a figure about people; without any number where it is hidden."""
    if not it.shown:
        yield name, None, None, None, "people"
        return
    value = it.value
    if whole:
        value = it.value / whole
    yield name, value, it.value, whole, "people"
