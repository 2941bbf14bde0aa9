"""Visibility: the experiments that a viewer may see, and the names to show."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import peewee

from tracker.accounts.models import NAMED, Person, Unit
from tracker.core.reference import references_to
from tracker.experiments.models import CoAuthor, Experiment, Stage, Visibility
from tracker.experiments.models.experiment import HIDDEN, RESTRICTED
from tracker.guidelines.models import Platform
from tracker.numbers import LARGEST_ID
from tracker.prepared import Parameter, Question, prepared
from tracker.prepared_together import ask_together

NO_UNIT = 0
# All columns but the search words, which are long and never shown
SHOWN = [field for field in Experiment._meta.sorted_fields if field.name != "words"]


class ViewerParameter(Parameter):
    """Stands for the viewer in a prepared query, which is then asked with `viewer_values`.

    Queries of facilitators have another text, since those see what is hidden.
    """

    def __init__(self, facilitates: bool):
        super().__init__("viewer")
        self.id = self
        self.facilitates = facilitates
        self.unit_id = Parameter("viewer_unit")


def viewer_values(viewer: Person) -> dict[str, int]:
    """The values of a `ViewerParameter`."""
    return {"viewer": viewer.id, "viewer_unit": viewer.unit_id}


def rows_for(
    viewer: Person,
    shape: Hashable,
    build: Callable[[ViewerParameter], peewee.Query],
    **values: Any,
) -> list:
    """Rows of a query that readers ask over and over: its text is built once for them all.

    Args:
        shape: What the query is, with everything that its text depends on but the viewer.
        build: Builds the query for the place of a viewer.
        values: The values of its other parameters.
    """
    return question_for(viewer, shape, build, **values).rows()


def question_for(
    viewer: Person,
    shape: Hashable,
    build: Callable[[ViewerParameter], peewee.Query],
    **values: Any,
) -> Question:
    """What `rows_for` asks."""
    kind = viewer.facilitates
    query = prepared((shape, kind), lambda: build(ViewerParameter(kind)))
    return query.question(**values, **viewer_values(viewer))


def is_visible(viewer: Person | ViewerParameter, of=Experiment):
    """The condition that the viewer may see an experiment.

    A draft is visible to its authors, and to nobody while an import stages it (see
    `imports/target.py`) or once it is discarded. A published one is visible to everyone
    or to its unit. One that is hidden because of personal data is visible to its authors
    and the facilitators.

    Args:
        of: Experiment, or its alias in the query.
    """
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == viewer)
    own = ((of.author == viewer) | of.id.in_(together)) & (
        (of.stage != Stage.draft) | (of.source.is_null() & of.discarded_at.is_null())
    )
    shown = (of.visibility == Visibility.everyone) | (of.unit == viewer.unit_id)
    hidden = of.hidden_at.is_null(False)
    if viewer.facilitates:
        allowed = shown | hidden
    else:
        allowed = shown & ~hidden
    return own | ((of.stage != Stage.draft) & allowed)


def is_for_everyone(of=Experiment):
    """The condition that everybody who is signed in may see an experiment.

    What is true of these is the same for all readers, so it can be kept for all of them.

    Args:
        of: Experiment, or its alias in the query.
    """
    return (
        (of.stage != Stage.draft)
        & (of.visibility == Visibility.everyone)
        & of.hidden_at.is_null()
    )


def is_for_few(viewer: Person | ViewerParameter):
    """A condition of whatever the viewer may see and not everybody: one's own, and what is
    shown to one's unit or hidden. Stands beside `is_visible` and says no more, but is
    answered by indexes: without it, all experiments are read for these few.
    """
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == viewer)
    near = Experiment.unit == viewer.unit_id
    if viewer.facilitates:
        near |= HIDDEN
    restricted = Experiment.select(Experiment.id).where(RESTRICTED, near)
    return (
        (Experiment.author == viewer)
        | Experiment.id.in_(together)
        | Experiment.id.in_(restricted)
    )


def visible_to(viewer: Person) -> peewee.ModelSelect:
    """The experiments that the viewer may see, joined with author, unit and platform."""
    return (
        Experiment.select(Experiment, Person, Unit, Platform)
        .join_from(Experiment, Person, on=Experiment.author)
        .join_from(Experiment, Unit, on=Experiment.unit)
        .join_from(Experiment, Platform, peewee.JOIN.LEFT_OUTER, on=Experiment.platform)
        .where(is_visible(viewer))
    )


def visible_experiment(viewer: Person, id: int) -> Experiment | None:
    """The experiment of an id, as `visible_to` gives it; None if the viewer may not see it."""
    if not 0 <= id <= LARGEST_ID:
        return None
    found = prepared(
        ("experiment", viewer.facilitates),
        lambda: visible_to(ViewerParameter(viewer.facilitates)).where(
            Experiment.id == Parameter("id")
        ),
    )
    return found.first(id=id, **viewer_values(viewer))


def visible_whole(viewer: Person, id: int) -> Experiment | None:
    """As `visible_experiment`, for a page that shows much of what refers to it: which
    keys do is found by the same statement. Of the author there is only what names them.
    """
    if not 0 <= id <= LARGEST_ID:
        return None
    values = {"id": id} | viewer_values(viewer)
    found = prepared(
        ("whole experiment", viewer.facilitates),
        lambda: (
            visible_to(ViewerParameter(viewer.facilitates))
            .select(*SHOWN, *NAMED, Unit, Platform)
            .where(Experiment.id == Parameter("id"))
        ),
    )
    ask_together([found.question_first(**values), references_to(Experiment, id)])
    return found.first(**values)


@dataclass(frozen=True)
class Credit:
    """The people and the unit to show for an experiment.

    Attributes:
        people: Empty for an anonymous experiment, except for its author.
        unit: None for an anonymous experiment of a unit that is too small.
        withheld: Whether the experiment is anonymous.
    """

    people: tuple[Person, ...]
    unit: Unit | None
    withheld: bool = False


def credited(
    experiment: Experiment, viewer: Person, large: set[int] | None = None
) -> Credit:
    """The credit of an experiment for a viewer; templates never read `.author`.

    Args:
        large: Ids from `large_among`, when many are credited at once.
    """
    if experiment.is_withheld:
        people = ()
        if viewer.id == experiment.author_id:
            people = (experiment.author,)
        return Credit(people, visible_unit(experiment, large), withheld=True)
    together = experiment.co_authors
    if isinstance(together, peewee.ModelSelect):  # not prefetched: one query
        together = together.select(CoAuthor, Person).join(Person).order_by(CoAuthor.id)
    people = [experiment.author] + [row.person for row in together]
    return Credit(tuple(people), experiment.unit)


def visible_actor(person: Person | None, experiment: Experiment) -> Person | None:
    """The person to show as the actor; None for a hidden author."""
    if person is None or experiment.is_hidden_author(person.id):
        return None
    return person


def visible_unit(experiment: Experiment, large: set[int] | None = None) -> Unit | None:
    """The unit to show; None for an anonymous experiment of a unit that is too small.

    Args:
        large: Ids from `large_among`, when many are shown at once.
    """
    if not experiment.is_withheld:
        return experiment.unit
    if large is None:
        is_large = experiment.unit.hides_one
    else:
        is_large = experiment.unit_id in large
    if is_large:
        return experiment.unit
    return None


def large_among(experiments: Iterable[Experiment]) -> set[int]:
    """Ids of the units of anonymous experiments that are large enough to be shown.

    One query, or none when no experiment is anonymous.
    """
    units = {experiment.unit_id for experiment in experiments if experiment.is_withheld}
    if units:
        return {
            id for (id,) in Person.large_units().where(Person.unit.in_(units)).tuples()
        }
    return set()


def of_units(units, of=Experiment):
    """The condition that an experiment is shown as one of these units."""
    return of.unit.in_(units) & of.id.not_in(experiments_without_unit())


def experiments_without_unit() -> peewee.ModelSelect:
    """Ids of the anonymous experiments whose unit has become too small to be shown."""
    Lone = Experiment.alias()
    return Lone.select(Lone.id).where(
        Lone.withheld, Lone.unit.not_in(Person.large_units())
    )


def shown_unit():
    """The unit to count an experiment under: none where nobody may know it."""
    small = Experiment.id.in_(experiments_without_unit())
    return peewee.Case(None, [(small, NO_UNIT)], Experiment.unit)
