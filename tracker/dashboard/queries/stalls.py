"""Where attempts stall: in the open, and about no one.

Units stand apart only from five active people on, in alphabetical order; the smaller
ones are counted together. What is counted about drafts is a figure about people: so
many of them have one, nobody learns who, and no draft is told of.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import peewee
from peewee import fn

from tracker.accounts.models import Person, Unit
from tracker.accounts.queries import alphabetically
from tracker.dashboard.queries.learning import ENOUGH_TO_WONDER
from tracker.dashboard.queries.quarter_sql import during, times
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries.search import awaiting
from tracker.experiments.queries.visibility import experiments_without_unit, is_visible
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion
from tracker.quarters import Quarter
from tracker.small_groups import Figure, shown_groups

OLD = dt.timedelta(days=30)
A_YEAR = 4  # quarters


@dataclass(frozen=True)
class StalledDrafts:
    """How many people have a draft that has lain for a month, and how many drafts that
    is; of one unit, or of everyone.
    """

    unit: Unit | None
    people: Figure
    drafts: Figure


@dataclass(frozen=True)
class OverdueExperiment:
    """Attempts whose time is up and whose lesson is not told.

    Attributes:
        unit: None for the units of fewer than five together.
        seen: How many the viewer may see; unseen: how many only their unit sees.
    """

    unit: Unit | None
    seen: int
    unseen: int

    @property
    def n(self) -> int:
        return self.seen + self.unseen


@dataclass(frozen=True)
class UnitWithoutRefuted:
    """How many attempts a unit concluded in a year, none of which was told not to hold."""

    unit: Unit
    concluded: int


def drafts_left(at: dt.datetime) -> tuple[StalledDrafts, list[StalledDrafts]]:
    """Drafts that nobody has touched for a month, of people who are here: of everyone,
    and of the units that may be told apart.

    Hidden below five people, where those without such a draft would be fewer than five,
    and where what is left of the whole would tell of either. Source: drafts by their
    authors' units. Two queries.
    """
    rows = Experiment.select(
        Person.unit, fn.COUNT(fn.DISTINCT(Person.id)), fn.COUNT(Experiment.id)
    )
    rows = rows.join(Person, on=Experiment.author).where(
        Experiment.stage == Stage.draft, Experiment.changed_at < at - OLD
    )
    counted = rows.where(Person.disabled_at.is_null()).group_by(Person.unit).tuples()
    have = {}
    drafts = {}
    for unit, people, n in counted:
        have[unit], drafts[unit] = people, n
    working = _headcounts()
    left = {
        unit: n - have.get(unit, 0)
        for unit, n in working.items()
        if n > have.get(unit, 0)
    }
    shown = {
        unit
        for unit in shown_groups(have)
        if unit not in left or unit in shown_groups(left)
    }

    def told(unit: Unit | None, people: int, n: int, of: int) -> StalledDrafts:
        return StalledDrafts(
            unit, Figure.about(people, of=of), Figure.about(people, value=n, of=of)
        )

    whole = told(None, sum(have.values()), sum(drafts.values()), sum(working.values()))
    return whole, [
        told(unit, have[unit.id], drafts[unit.id], working[unit.id])
        for unit in _in_order(shown)
    ]


def not_concluded(viewer: Person, on: dt.date) -> list[OverdueExperiment]:
    """Attempts that await their lesson, by unit.

    What a facilitator is looking at, because of something personal, is left out for
    those who do not see it. Four queries."""
    seen = is_visible(viewer)
    unseen = ~seen & Experiment.hidden_at.is_null()
    placed = peewee.Case(
        None,
        [(Experiment.id.not_in(experiments_without_unit()), Experiment.unit)],
        None,
    ).alias("placed")
    rows = (
        Experiment.select(placed, times(seen), times(unseen))
        .where(awaiting(on))
        .group_by(peewee.SQL("placed"))
    )
    large = _large()
    found = {}
    small = Counter()
    for unit, n, more in rows.tuples():
        if unit in large:
            found[unit] = (n, more)
        else:
            small.update(seen=n, unseen=more)
    told = [
        OverdueExperiment(unit, *found[unit.id])
        for unit in _in_order(found)
        if sum(found[unit.id])
    ]
    return told + (
        [OverdueExperiment(None, small["seen"], small["unseen"])]
        if small.total()
        else []
    )


def units_without_refuted(on: dt.date) -> list[UnitWithoutRefuted]:
    """Units of five people or more that concluded ten attempts or more in the last four
    quarters, none of which was told not to
    hold. Three queries."""
    rows = Conclusion.select(
        Experiment.unit,
        fn.COUNT(Conclusion.id),
        times(Conclusion.outcome == Outcome.refuted),
    )
    rows = rows.join(Experiment).where(
        during(Conclusion.concluded_on, last_quarters(on, A_YEAR)),
        Experiment.id.not_in(experiments_without_unit()),
    )
    large = _large()
    grouped = rows.group_by(Experiment.unit).tuples()
    found = {
        unit: n
        for unit, n, refuted in grouped
        if unit in large and n >= ENOUGH_TO_WONDER and not refuted
    }
    return [UnitWithoutRefuted(unit, found[unit.id]) for unit in _in_order(found)]


def last_quarters(on: dt.date, many: int) -> Sequence[Quarter]:
    """The quarter of a day and those before it, as time went."""
    quarters = [Quarter.of(on)]
    while len(quarters) < many:
        quarters.append(quarters[-1].previous)
    return tuple(reversed(quarters))


def _large() -> set[int]:
    return {id for (id,) in Person.large_units().tuples()}


def _headcounts() -> Mapping[int, int]:
    rows = (
        Person.select(Person.unit, fn.COUNT(Person.id))
        .where(Person.disabled_at.is_null())
        .group_by(Person.unit)
    )
    return dict(rows.tuples())


def _in_order(ids: Iterable[int]) -> list[Unit]:
    return sorted(
        Unit.select().where(Unit.id.in_(list(ids) or [0])),
        key=lambda unit: alphabetically(unit.name),
    )
