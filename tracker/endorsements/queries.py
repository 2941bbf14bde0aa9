"""The endorsements of an experiment, counted and by name, in a few queries."""

from __future__ import annotations

from dataclasses import dataclass

import peewee
from peewee import fn

from tracker.accounts.models import Person, Unit
from tracker.core.reference import if_referred_to, may_be_referred_to
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment
from tracker.prepared import Parameter, Prepared, Question

NAMED = 4
NEWEST = [(Endorsement.id, "id", int)]


@dataclass(frozen=True)
class EndorsementCount:
    """One kind of endorsement: its number, whether the viewer gave it, the last people."""

    kind: EndorsementKind
    n: int
    mine: bool
    people: tuple[Person, ...]

    @property
    def more(self) -> int:
        """Number of people besides those who are named."""
        return self.n - len(self.people)


def endorsement_counts(
    experiment: Experiment, viewer: Person
) -> list[EndorsementCount]:
    """The counts of all kinds in their order, also zero. Two queries."""
    counted = []
    if may_be_referred_to(experiment, Endorsement.experiment):
        counted = _counted.rows(experiment=experiment.id, viewer=viewer.id)
    counts = {kind: (n, bool(own)) for kind, n, own in counted}
    named = []
    if counts:
        rows = _newest_of_each.rows(experiment=experiment.id)
        named = [(row.kind, row.person) for row in rows]
    result = []
    for kind in EndorsementKind:
        n, mine = counts.get(kind, (0, False))
        people = tuple(person for of, person in named if of is kind)
        result.append(EndorsementCount(kind, n, mine, people))
    return result


def questions_about(experiment: Experiment, viewer: Person) -> list[Question]:
    """What `endorsement_counts` asks."""
    return if_referred_to(
        experiment,
        Endorsement.experiment,
        _counted.question(experiment=experiment.id, viewer=viewer.id),
        _newest_of_each.question(experiment=experiment.id),
    )


def endorsements_of(experiment: Experiment) -> peewee.ModelSelect:
    """All endorsements of an experiment, joined with person and unit."""
    rows = Endorsement.select(Endorsement, Person, Unit).join(Person).join(Unit)
    return rows.where(Endorsement.experiment == experiment)


def times_endorsed(viewer: Person) -> peewee.ModelSelect:
    """Each experiment and its number of endorsements, to order a list by.

    The numbers are the same for every viewer.
    """
    return Endorsement.select(
        Endorsement.experiment, fn.COUNT(Endorsement.id).alias("n")
    ).group_by(Endorsement.experiment)


@Prepared
def _counted() -> peewee.ModelSelect:
    """The number of each kind, and how many of them are the viewer's."""
    own = Endorsement.person == Parameter("viewer")
    mine = fn.SUM(peewee.Case(None, [(own, 1)], 0))
    return (
        Endorsement.select(Endorsement.kind, fn.COUNT(Endorsement.id), mine)
        .where(Endorsement.experiment == Parameter("experiment"))
        .group_by(Endorsement.kind)
        .tuples()
    )


@Prepared
def _newest_of_each() -> peewee.ModelSelect:
    """The newest few people of each kind."""
    place = (
        fn.ROW_NUMBER()
        .over(partition_by=[Endorsement.kind], order_by=[Endorsement.id.desc()])
        .alias("place")
    )
    placed = (
        Endorsement.select(Endorsement.id, place)
        .where(Endorsement.experiment == Parameter("experiment"))
        .alias("placed")
    )
    return (
        Endorsement.select(Endorsement.id, Endorsement.kind, Person.id, Person.name)
        .join(Person)
        .join_from(Endorsement, placed, on=(Endorsement.id == placed.c.id))
        .where(placed.c.place <= NAMED)
        .order_by(Endorsement.id.desc())
    )
