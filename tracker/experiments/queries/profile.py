"""Published experiments of a person or a unit, for their pages."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person, Unit
from tracker.experiments.models import CoAuthor, Experiment, Stage
from tracker.experiments.queries.visibility import is_visible, of_units

NEWEST_WORK = [
    (Experiment.published_at, "newest", dt.datetime),
    (Experiment.id, "id", int),
]


def work_of(person: Person, viewer: Person) -> peewee.ModelSelect:
    """Ids and days of a person's visible experiments, without anonymous ones.

    They are never filtered by outcome.
    """
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == person)
    return published(viewer).where(
        (Experiment.author == person) | Experiment.id.in_(together),
        ~Experiment.withheld,
    )


def work_in(unit: Unit, viewer: Person) -> peewee.ModelSelect:
    """Ids and days of a unit's published experiments that the viewer may see."""
    return published(viewer).where(of_units([unit.id]))


def published(viewer: Person) -> peewee.ModelSelect:
    """Ids and days of all published experiments that the viewer may see."""
    newest = Experiment.published_at.alias("newest")
    return Experiment.select(Experiment.id, newest).where(
        is_visible(viewer), Experiment.stage != Stage.draft
    )
