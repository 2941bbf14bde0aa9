"""What an experiment builds on, and what was built on it, as far as the viewer may see."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries import visibly
from tracker.lessons.models import Lesson
from tracker.lineage.models import Descent


def parents_of(experiment: Experiment, viewer: Person) -> peewee.ModelSelect:
    """The descents to what it builds on, joined with the parent; oldest first."""
    return (
        Descent.select(Descent, Experiment)
        .join(Experiment, on=Descent.parent)
        .where(Descent.child == experiment, visibly(viewer))
        .order_by(Descent.id)
    )


def children_of(experiment: Experiment, viewer: Person) -> peewee.ModelSelect:
    """Published experiments that build on it; drafts are nobody's to count."""
    built = Descent.select(Descent.child).where(Descent.parent == experiment)
    return Experiment.select().where(Experiment.id.in_(built), Experiment.stage != Stage.draft, visibly(viewer))


def lessons_inherited(parents: list[Experiment]) -> peewee.ModelSelect:
    """What those attempts taught, in the order they were told."""
    return Lesson.select().where(Lesson.experiment.in_([parent.id for parent in parents])).order_by(Lesson.id)
