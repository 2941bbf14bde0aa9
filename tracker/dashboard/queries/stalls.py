"""Where experiments stall, without a word about any person.

Units with five active people or more are listed in alphabetical order; the smaller ones
are counted together. The number of old drafts is a figure about people: no person and
no draft is named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.accounts.queries import UnitName, unit_names
from tracker.cache import cached, cached_by_reads
from tracker.dashboard.queries.learning import (
    ENOUGH_TO_WONDER,
    OutcomeMix,
    outcome_mixes,
)
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarter_sql import during, times
from tracker.experiments.models import Experiment
from tracker.experiments.models.experiment import DRAFT, RESTRICTED
from tracker.experiments.queries.search import awaiting
from tracker.experiments.queries.visibility import (
    ViewerParameter,
    experiments_without_unit,
    is_for_everyone,
    is_visible,
    rows_for,
)
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion
from tracker.prepared import Parameter
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

    unit: UnitName | None
    people: Figure
    drafts: Figure


class OverdueExperiment(NamedTuple):
    """The experiments of a unit that are past their last day and not concluded.

    Attributes:
        unit: None for all units of fewer than five people together.
        seen, unseen: The number that the viewer may see, and that only the unit sees.
    """

    unit: UnitName | None
    seen: int
    unseen: int

    @property
    def n(self) -> int:
        return self.seen + self.unseen


@dataclass(frozen=True)
class UnitWithoutRefuted:
    """The number of experiments that a unit concluded in a year, none of them refuted."""

    unit: UnitName
    concluded: int


def drafts_left(at: dt.datetime) -> tuple[StalledDrafts, list[StalledDrafts]]:
    """The drafts that nobody has touched for a month: of everyone, and by unit.

    Only active people count. A unit is hidden where fewer than five have such a draft,
    where fewer than five have none, and where either could be found by subtraction.
    Source: drafts by their authors' units. Old is counted from the beginning of the day,
    so that it is counted once for everybody.
    """
    day = at.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return cached_by_reads(("drafts left", day), lambda: _drafts_left(day - OLD))


def _drafts_left(before: dt.datetime) -> tuple[StalledDrafts, list[StalledDrafts]]:
    have, drafts = _old_drafts_by_unit(before)
    working = _headcounts()

    def stalled(unit: UnitName | None, people: int, n: int, of: int) -> StalledDrafts:
        return StalledDrafts(
            unit, Figure.about(people, of=of), Figure.about(people, value=n, of=of)
        )

    whole = stalled(
        None, sum(have.values()), sum(drafts.values()), sum(working.values())
    )
    shown = _shown_units(have, working)
    return whole, [
        stalled(unit, have[unit.id], drafts[unit.id], working[unit.id])
        for unit in unit_names()
        if unit.id in shown
    ]


def _old_drafts_by_unit(
    before: dt.datetime,
) -> tuple[dict[int, int], dict[int, int]]:
    """The number of people with an old draft, and of such drafts, by unit."""
    people = fn.COUNT(fn.DISTINCT(Person.id))
    rows = Experiment.select(Person.unit, people, fn.COUNT(Experiment.id))
    rows = rows.join(Person, on=Experiment.author).where(
        DRAFT,
        Experiment.discarded_at.is_null(),
        Experiment.changed_at < before,
        Person.disabled_at.is_null(),
    )
    have = {}
    drafts = {}
    for unit, people, n in rows.group_by(Person.unit).tuples():
        have[unit] = people
        drafts[unit] = n
    return have, drafts


def _shown_units(have: Mapping[int, int], working: Mapping[int, int]) -> set[int]:
    left = {
        unit: n - have.get(unit, 0)
        for unit, n in working.items()
        if n > have.get(unit, 0)
    }
    apart = shown_groups(left)
    return {unit for unit in shown_groups(have) if unit not in left or unit in apart}


def not_concluded(viewer: Person, on: dt.date) -> list[OverdueExperiment]:
    """Experiments that await their lesson, by unit.

    Experiments hidden while a facilitator checks them for something personal are left
    out for viewers who do not see them. What everybody sees is counted once for all.
    """
    seen = _awaiting_for_everyone(on)
    unseen: dict[int | None, int] = {}
    few = rows_for(viewer, "awaiting by unit, few", _awaiting_of_few, on=on)
    for unit, also_seen, not_seen in few:
        seen[unit] = seen.get(unit, 0) + also_seen
        unseen[unit] = not_seen
    overdue = []
    large = _large()
    for unit in unit_names():
        id = unit.id
        if id in large and (id in seen or id in unseen):
            row = OverdueExperiment(unit, seen.pop(id, 0), unseen.pop(id, 0))
            overdue.append(row)
    rest = OverdueExperiment(None, sum(seen.values()), sum(unseen.values()))
    return [one for one in (*overdue, rest) if one.n]


def _awaiting_for_everyone(on: dt.date) -> dict[int | None, int]:
    """The number of those that everybody may see, by unit."""

    def count() -> dict[int | None, int]:
        rows = Experiment.select(_placed(), fn.COUNT(Experiment.id))
        rows = rows.where(awaiting(on), is_for_everyone())
        return dict(rows.group_by(peewee.SQL("placed")).tuples())

    return cached_by_reads(("awaiting by unit", on), count)


def _awaiting_of_few(viewer: ViewerParameter) -> peewee.ModelSelect:
    """Those that not everybody may see: by unit, how many the viewer sees, and how many
    only their unit.
    """
    seen = is_visible(viewer)
    unseen = ~seen & Experiment.hidden_at.is_null()
    rows = Experiment.select(_placed(), times(seen), times(unseen))
    rows = rows.where(awaiting(Parameter("on")), RESTRICTED)
    return rows.group_by(peewee.SQL("placed")).tuples()


def _placed():
    """The unit to count an experiment under; none for an anonymous one of a small unit."""
    shown = Experiment.id.not_in(experiments_without_unit())
    return peewee.Case(None, [(shown, Experiment.unit)], None).alias("placed")


def recent_mixes(
    period: Period, quarters: Sequence[Quarter]
) -> dict[Quarter, OutcomeMix]:
    """The outcome mix of these quarters, kept while nobody concludes anything."""
    key = ("outcome mixes", period, tuple(quarters))
    return cached_by_reads(key, lambda: outcome_mixes(period, quarters))


def units_without_refuted(on: dt.date) -> list[UnitWithoutRefuted]:
    """Units that concluded ten experiments or more in four quarters, none of them refuted.

    Only units of five people or more.
    """
    quarters = last_quarters(on, A_YEAR)
    found = cached_by_reads(
        ("units without refuted", quarters), lambda: _without_refuted(quarters)
    )
    return [
        UnitWithoutRefuted(unit, found[unit.id])
        for unit in unit_names()
        if unit.id in found
    ]


def _without_refuted(quarters: Sequence[Quarter]) -> dict[int, int]:
    """The number of experiments that such units concluded."""
    rows = Conclusion.select(
        Experiment.unit,
        fn.COUNT(Conclusion.experiment),
        times(Conclusion.outcome == Outcome.refuted),
    )
    rows = rows.join(Experiment).where(
        during(Conclusion.concluded_on, quarters),
        Experiment.id.not_in(experiments_without_unit()),
    )
    large = _large()
    grouped = rows.group_by(Experiment.unit).tuples()
    return {
        unit: n
        for unit, n, refuted in grouped
        if unit in large and n >= ENOUGH_TO_WONDER and not refuted
    }


def last_quarters(on: dt.date, many: int) -> Sequence[Quarter]:
    """The quarter of a day and those before it, the oldest first."""
    quarters = [Quarter.of(on)]
    while len(quarters) < many:
        quarters.append(quarters[-1].previous)
    return tuple(reversed(quarters))


def _large() -> frozenset[int]:
    def ask() -> frozenset[int]:
        return frozenset(id for (id,) in Person.large_units().tuples())

    return cached(("large units",), ["person"], ask)


def _headcounts() -> Mapping[int, int]:
    rows = (
        Person.select(Person.unit, fn.COUNT(Person.id))
        .where(Person.disabled_at.is_null())
        .group_by(Person.unit)
    )
    return dict(rows.tuples())
