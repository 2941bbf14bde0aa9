"""The readiness of the organisation by dimension, computed from the data, never typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.cache import cached_by_reads
from tracker.dashboard.queries.leaders import answered_by_a_leader
from tracker.experiments.models import CoAuthor, Experiment, Stage, Visibility
from tracker.guidelines.models import Clause, Guideline, Platform
from tracker.lessons.models import Reuse
from tracker.readiness.enums import HIGHEST, LOWEST, Dimension
from tracker.readiness.queries.result import SAFETY, Result
from tracker.small_groups import Figure
from tracker.stakeholders.queries import overview

A_YEAR = dt.timedelta(days=365)
T = TypeVar("T")


@dataclass(frozen=True)
class DimensionLevel:
    """The level of one dimension.

    Attributes:
        part: How many of `whole`; a pulse's level is its distance from 1, of the way to
            7. None if nothing is known yet.
        whole: The number of which `part` is a part.
        hidden: Whether the figure is hidden because it is about too few people.
    """

    dimension: Dimension
    part: float | None
    whole: float | None
    hidden: bool = False

    @property
    def is_shown(self) -> bool:
        return bool(self.whole) and not self.hidden

    @property
    def level(self) -> float:
        """From 0 to 1."""
        if self.is_shown:
            return self.part / self.whole
        return 0.0


def dimensions(
    rounds: list[Result], at: dt.datetime, on: dt.date
) -> list[DimensionLevel]:
    """All of them, in their order. What is counted of a year is kept while its rows stand.

    Args:
        rounds: Closed rounds of the pulse that show something, the oldest first.
    """
    since = _a_year_before(at)
    shared, for_everyone = _kept(_shared_counts, since)
    return [
        _people(rounds),
        DimensionLevel(Dimension.leadership, _kept(_answered, since), shared),
        _guidelines(),
        _channels(on),
        _kept(_skills, since),
        DimensionLevel(Dimension.openness, for_everyone, shared),
    ]


def _a_year_before(at: dt.datetime) -> dt.datetime:
    """The beginning of the day a year ago, so that the figures are of whole days."""
    day = at.astimezone(dt.UTC) - A_YEAR
    return day.replace(hour=0, minute=0, second=0, microsecond=0)


def _kept(count: Callable[[dt.datetime], T], since: dt.datetime) -> T:
    """What is counted for everybody alike, kept until something that it counts is written."""
    return cached_by_reads(("readiness", count.__name__, since), lambda: count(since))


def _people(rounds: list[Result]) -> DimensionLevel:
    if not rounds:
        return DimensionLevel(Dimension.people, None, None)
    safety = rounds[-1].figure(SAFETY)
    return DimensionLevel(
        Dimension.people,
        safety.value and safety.value - LOWEST,
        HIGHEST - LOWEST,
        hidden=not safety.shown,
    )


def _answered(since: dt.datetime) -> int:
    """How many attempts a leader answered within a week: as on the dashboard, of a year."""
    return _shared(since).where(Experiment.id.in_(answered_by_a_leader())).count()


def _guidelines() -> DimensionLevel:
    says = fn.EXISTS(
        Clause.select(Clause.id).where(
            Clause.guideline == Guideline.id, Clause.retired_at.is_null()
        )
    )
    done = (
        Guideline.select()
        .join(Platform)
        .where(Platform.in_use, ~Guideline.is_draft, says)
        .count()
    )
    return DimensionLevel(
        Dimension.guidelines, done, Platform.select().where(Platform.in_use).count()
    )


def _channels(on: dt.date) -> DimensionLevel:
    found = overview(on)
    return DimensionLevel(Dimension.channels, found.high - found.gaps, found.high)


def _skills(since: dt.datetime) -> DimensionLevel:
    active = Person.select(Person.id).where(Person.disabled_at.is_null())
    # So that no number tells who it was
    by_name = _shared(since).where(~Experiment.withheld)
    wrote = by_name.select(Experiment.author)
    together = CoAuthor.select(CoAuthor.person).where(
        CoAuthor.experiment.in_(by_name.select(Experiment.id))
    )
    used = Reuse.select(Reuse.person).where(Reuse.at >= since)
    tried = active.where(
        Person.id.in_(wrote) | Person.id.in_(together) | Person.id.in_(used)
    ).count()
    figure = Figure.about(tried, of=active.count())
    return DimensionLevel(
        Dimension.skills, figure.value, active.count(), hidden=not figure.shown
    )


def _shared_counts(since: dt.datetime) -> tuple[int, int]:
    """How many attempts were shared, and how many of them with everyone."""
    for_everyone = peewee.Case(
        None, [(Experiment.visibility == Visibility.everyone, 1)]
    )
    counts = _shared(since).select(fn.COUNT(Experiment.id), fn.COUNT(for_everyone))
    return counts.tuples().get()


def _shared(since: dt.datetime) -> peewee.ModelSelect:
    return Experiment.select().where(
        Experiment.stage != Stage.draft, Experiment.published_at >= since
    )
