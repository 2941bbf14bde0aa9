"""The first two gates: what a viewer may see, and the only way to a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person, Unit
from tracker.experiments.models import CoAuthor, Experiment, Stage, Visibility
from tracker.guidelines.models import Platform


def is_visible(viewer: Person, of=Experiment):
    """The condition under which an experiment is this viewer's to see.

    A draft is its authors' alone, and nobody's while a list is taken in (see
    importing/strict.py); the rest is everyone's, or that of the people in its unit.
    What is hidden because somebody saw something personal in it is its authors' and the
    facilitators' until one of them has looked at it.

    Args:
        of: Experiment, or the alias that a query knows it by.
    """
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == viewer)
    own = ((of.author == viewer) | of.id.in_(together)) & (
        (of.stage != Stage.draft) | of.source.is_null()
    )
    shown = (of.visibility == Visibility.everyone) | (of.unit == viewer.unit_id)
    hidden = of.hidden_at.is_null(False)
    return own | (
        (of.stage != Stage.draft)
        & ((shown | hidden) if viewer.facilitates else (shown & ~hidden))
    )


def visible_to(viewer: Person) -> peewee.ModelSelect:
    """Experiments this viewer may see, joined with author, unit and platform."""
    return (
        Experiment.select(Experiment, Person, Unit, Platform)
        .join_from(Experiment, Person, on=Experiment.author)
        .join_from(Experiment, Unit, on=Experiment.unit)
        .join_from(Experiment, Platform, peewee.JOIN.LEFT_OUTER, on=Experiment.platform)
        .where(is_visible(viewer))
    )


@dataclass(frozen=True)
class Credit:
    """Who is told to have done it: people by name, and their unit.

    Attributes:
        people: Nobody, where it is withheld: it is "a colleague" then. Only the author
            finds the own name here.
        unit: None where it is withheld and so few work in the unit that it would give
            the author away.
        withheld: Whether nobody but the author is told who it was.
    """

    people: tuple[Person, ...]
    unit: Unit | None
    withheld: bool = False


def credited(
    experiment: Experiment, viewer: Person, large: set[int] | None = None
) -> Credit:
    """Whom to credit for an experiment before this viewer.

    Templates never touch `.author`.

    Args:
        large: Ids of the units that are large enough to hide one person, when many are
            credited at once: see `large_among`.
    """
    if experiment.is_withheld:
        people = (experiment.author,) if viewer.id == experiment.author_id else ()
        return Credit(people, visible_unit(experiment, large), withheld=True)
    together = experiment.co_authors
    if isinstance(
        together, peewee.ModelSelect
    ):  # not prefetched: one question, however many they are
        together = together.select(CoAuthor, Person).join(Person).order_by(CoAuthor.id)
    return Credit(
        (experiment.author, *(row.person for row in together)), experiment.unit
    )


def visible_actor(person: Person | None, experiment: Experiment) -> Person | None:
    """Who is told to have done something on an experiment; None for its author while
    that is withheld: "the author".
    """
    if person is None or experiment.is_hidden_author(person.id):
        return None
    return person


def visible_unit(experiment: Experiment, large: set[int] | None = None) -> Unit | None:
    """The unit that an experiment is told to be of; None while it is withheld and the
    unit is too small to hide one person.

    Args:
        large: As `credited` takes it.
    """
    if not experiment.is_withheld:
        return experiment.unit
    if experiment.unit.hides_one if large is None else experiment.unit_id in large:
        return experiment.unit
    return None


def large_among(experiments: Iterable[Experiment]) -> set[int]:
    """Ids of those units of withheld experiments that are large enough to be told.

    One query, or none when nothing is withheld.
    """
    units = {experiment.unit_id for experiment in experiments if experiment.is_withheld}
    if units:
        return {
            id for (id,) in Person.large_units().where(Person.unit.in_(units)).tuples()
        }
    return set()


def of_units(units, of=Experiment):
    """The condition that an experiment is told to be of one of these units."""
    return of.unit.in_(units) & of.id.not_in(experiments_without_unit())


def experiments_without_unit() -> peewee.ModelSelect:
    """Ids of the withheld experiments whose unit has become too small to be told."""
    Lone = Experiment.alias()
    return Lone.select(Lone.id).where(
        Lone.withheld, Lone.unit.not_in(Person.large_units())
    )
