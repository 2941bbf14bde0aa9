"""The first two gates: what a viewer may see, and the only way to a name."""

from __future__ import annotations

from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person, Unit
from tracker.experiments.models import CoAuthor, Experiment, Stage, Visibility
from tracker.guidelines.models import Platform


def visibly(viewer: Person, of=Experiment):
    """The condition under which an experiment is this viewer's to see.

    A draft is its authors' alone; the rest is everyone's, or that of the people in its unit. What is hidden because somebody saw
    something personal in it is its authors' and the facilitators' until one of them has looked at it.

    Args:
        of: Experiment, or the alias that a query knows it by.
    """
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == viewer)
    own = (of.author == viewer) | of.id.in_(together)
    shown = (of.visibility == Visibility.everyone) | (of.unit == viewer.unit_id)
    hidden = of.hidden_at.is_null(False)
    return own | ((of.stage != Stage.draft) & ((shown | hidden) if viewer.facilitates else (shown & ~hidden)))


def visible_to(viewer: Person) -> peewee.ModelSelect:
    """Experiments this viewer may see, joined with author, unit and platform."""
    return (
        Experiment.select(Experiment, Person, Unit, Platform)
        .join_from(Experiment, Person, on=Experiment.author)
        .join_from(Experiment, Unit, on=Experiment.unit)
        .join_from(Experiment, Platform, peewee.JOIN.LEFT_OUTER, on=Experiment.platform)
        .where(visibly(viewer))
    )


@dataclass(frozen=True)
class Credit:
    """Who is told to have done it: people by name, and their unit."""

    people: tuple[Person, ...]
    unit: Unit


def credited(experiment: Experiment, viewer: Person) -> Credit:
    """Whom to credit for an experiment before this viewer. Templates never touch `.author`."""
    together = experiment.co_authors
    if isinstance(together, peewee.ModelSelect):  # not prefetched: one question, however many they are
        together = together.select(CoAuthor, Person).join(Person).order_by(CoAuthor.id)
    return Credit((experiment.author, *(row.person for row in together)), experiment.unit)
