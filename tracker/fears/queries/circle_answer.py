"""Which attempts of an author a unit found useful, and that the others do not see."""

from __future__ import annotations

import peewee
from peewee import fn

from tracker.accounts.models import Person
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import CoAuthor, Experiment, Stage, Visibility
from tracker.fears.models import CircleAnswer
from tracker.lessons.models import Lesson, Reuse

ENOUGH = 3  # colleagues who found it useful
USEFUL = (EndorsementKind.learned, EndorsementKind.would_try)


def asks_author(experiment: Experiment, viewer: Person) -> bool:
    """Whether the viewer, as its author, is asked of this attempt."""
    if (
        experiment.visibility is not Visibility.unit
        or experiment.author_id != viewer.id
    ):
        return False
    return circles_of(viewer).where(Experiment.id == experiment.id).exists()


def circles_of(author: Person) -> peewee.ModelSelect:
    """Attempts of an author that three colleagues of the unit found useful, and about
    which the author has not been asked yet.
    """
    learned = Endorsement.select(Endorsement.person).where(
        Endorsement.experiment == Experiment.id, Endorsement.kind.in_(USEFUL)
    )
    used = (
        Reuse.select(Reuse.person)
        .join(Lesson)
        .where(Lesson.experiment == Experiment.id)
    )
    # Added up, not united: what is united is sorted, and that reads every endorsement
    useful = (learned + used).alias("useful")
    together = CoAuthor.select(CoAuthor.person).where(
        CoAuthor.experiment == Experiment.id
    )
    people = (
        Person.select(fn.COUNT(useful.c.person_id.distinct()))
        .from_(useful)
        .where(useful.c.person_id != author.id, useful.c.person_id.not_in(together))
    )
    return Experiment.select().where(
        Experiment.author == author,
        Experiment.visibility == Visibility.unit,
        Experiment.stage != Stage.draft,
        Experiment.hidden_at.is_null(),
        Experiment.id.not_in(CircleAnswer.select(CircleAnswer.experiment)),
        people >= ENOUGH,
    )
