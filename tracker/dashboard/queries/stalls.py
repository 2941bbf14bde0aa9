"""Where experiments stall, without a word about any person.

Units with five active people or more are listed in alphabetical order; the smaller ones
are counted together. The number of old drafts is a figure about people: no person and
no draft is named.
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
    """The drafts that nobody has touched for a month, of one unit or of everyone.

    Attributes:
        people: The number of people who have one.
        drafts: The number of drafts.
    """

    unit: Unit | None
    people: Figure
    drafts: Figure


@dataclass(frozen=True)
class OverdueExperiment:
    """The experiments of a unit that are past their last day and not concluded.

    Attributes:
        unit: None for all units of fewer than five people together.
        seen, unseen: The number that the viewer may see, and that only the unit sees.
    """

    unit: Unit | None
    seen: int
    unseen: int

    @property
    def n(self) -> int:
        return self.seen + self.unseen


@dataclass(frozen=True)
class UnitWithoutRefuted:
    """The number of experiments that a unit concluded in a year, none of them refuted."""

    unit: Unit
    concluded: int


def drafts_left(at: dt.datetime) -> tuple[StalledDrafts, list[StalledDrafts]]:
    """The drafts that nobody has touched for a month: of everyone, and by unit.

    Only active people count. A unit is hidden where fewer than five have such a draft,
    where fewer than five have none, and where either could be found by subtraction.
    Source: drafts by their authors' units. Two queries.
    """
    have, drafts = _old_drafts_by_unit(at)
    working = _headcounts()

    def stalled(unit: Unit | None, people: int, n: int, of: int) -> StalledDrafts:
        return StalledDrafts(
            unit, Figure.about(people, of=of), Figure.about(people, value=n, of=of)
        )

    whole = stalled(
        None, sum(have.values()), sum(drafts.values()), sum(working.values())
    )
    return whole, [
        stalled(unit, have[unit.id], drafts[unit.id], working[unit.id])
        for unit in _in_order(_shown_units(have, working))
    ]


def _old_drafts_by_unit(at: dt.datetime) -> tuple[dict[int, int], dict[int, int]]:
    """The number of people with an old draft, and of such drafts, by unit."""
    rows = Experiment.select(
        Person.unit, fn.COUNT(fn.DISTINCT(Person.id)), fn.COUNT(Experiment.id)
    )
    rows = rows.join(Person, on=Experiment.author).where(
        Experiment.stage == Stage.draft,
        Experiment.discarded_at.is_null(),
        Experiment.changed_at < at - OLD,
    )
    counted = rows.where(Person.disabled_at.is_null()).group_by(Person.unit).tuples()
    have = {}
    drafts = {}
    for unit, people, n in counted:
        have[unit] = people
        drafts[unit] = n
    return have, drafts


def _shown_units(have: Mapping[int, int], working: Mapping[int, int]) -> set[int]:
    left = {
        unit: n - have.get(unit, 0)
        for unit, n in working.items()
        if n > have.get(unit, 0)
    }
    return {
        unit
        for unit in shown_groups(have)
        if unit not in left or unit in shown_groups(left)
    }


def not_concluded(viewer: Person, on: dt.date) -> list[OverdueExperiment]:
    """Experiments that await their lesson, by unit.

    Experiments hidden while a facilitator checks them for something personal are left
    out for viewers who do not see them. Four queries.
    """
    large = _large()
    found: dict[int, tuple[int, int]] = {}
    small = Counter()
    for unit, seen, unseen in _awaiting_by_unit(viewer, on).tuples():
        if unit in large:
            found[unit] = (seen, unseen)
        else:
            small.update(seen=seen, unseen=unseen)
    overdue = []
    for unit in _in_order(found):
        seen, unseen = found[unit.id]
        overdue.append(OverdueExperiment(unit, seen, unseen))
    overdue.append(OverdueExperiment(None, small["seen"], small["unseen"]))
    return [one for one in overdue if one.n]


def _awaiting_by_unit(viewer: Person, on: dt.date) -> peewee.ModelSelect:
    seen = is_visible(viewer)
    unseen = ~seen & Experiment.hidden_at.is_null()
    placed = peewee.Case(
        None,
        [(Experiment.id.not_in(experiments_without_unit()), Experiment.unit)],
        None,
    ).alias("placed")
    return (
        Experiment.select(placed, times(seen), times(unseen))
        .where(awaiting(on))
        .group_by(peewee.SQL("placed"))
    )


def units_without_refuted(on: dt.date) -> list[UnitWithoutRefuted]:
    """Units that concluded ten experiments or more in four quarters, none of them refuted.

    Only units of five people or more. Three queries.
    """
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
    """The quarter of a day and those before it, the oldest first."""
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
