"""The readiness of the organisation by dimension, computed from the data, never typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from peewee import fn

from tracker.accounts.models import Person
from tracker.dashboard.queries.leaders import answered_by_a_leader
from tracker.experiments.models import CoAuthor, Experiment, Stage, Visibility
from tracker.guidelines.models import Clause, Guideline, Platform
from tracker.lessons.models import Reuse
from tracker.readiness.enums import HIGHEST, LOWEST, Dimension
from tracker.readiness.queries.result import SAFETY, Result
from tracker.small_groups import Figure
from tracker.stakeholders.queries import overview

A_YEAR = dt.timedelta(days=365)


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
    """All of them, in their order; seven queries.

    Args:
        rounds: Closed rounds of the pulse that show something, the oldest first.
    """
    return [
        _people(rounds),
        _leadership(at),
        _guidelines(),
        _channels(on),
        _skills(at),
        _openness(at),
    ]


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


def _leadership(at: dt.datetime) -> DimensionLevel:
    """As on the dashboard, of a year."""
    answered = _shared(at).where(Experiment.id.in_(answered_by_a_leader())).count()
    return DimensionLevel(Dimension.leadership, answered, _shared(at).count())


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


def _skills(at: dt.datetime) -> DimensionLevel:
    active = Person.select(Person.id).where(Person.disabled_at.is_null())
    # So that no number tells who it was
    by_name = _shared(at).where(~Experiment.withheld)
    wrote = by_name.select(Experiment.author)
    together = CoAuthor.select(CoAuthor.person).where(
        CoAuthor.experiment.in_(by_name.select(Experiment.id))
    )
    used = Reuse.select(Reuse.person).where(Reuse.at > at - A_YEAR)
    tried = active.where(
        Person.id.in_(wrote) | Person.id.in_(together) | Person.id.in_(used)
    ).count()
    figure = Figure.about(tried, of=active.count())
    return DimensionLevel(
        Dimension.skills, figure.value, active.count(), hidden=not figure.shown
    )


def _openness(at: dt.datetime) -> DimensionLevel:
    return DimensionLevel(
        Dimension.openness,
        _shared(at).where(Experiment.visibility == Visibility.everyone).count(),
        _shared(at).count(),
    )


def _shared(at: dt.datetime):
    return Experiment.select().where(
        Experiment.stage != Stage.draft, Experiment.published_at > at - A_YEAR
    )
