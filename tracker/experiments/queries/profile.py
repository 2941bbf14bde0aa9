"""What a person or a unit published, for the pages about them."""

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
    """Ids and days of what somebody published by name, alone or with others, that the
    viewer may see; never filtered by how it went.
    """
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == person)
    return published(viewer).where(
        (Experiment.author == person) | Experiment.id.in_(together),
        ~Experiment.withheld,
    )


def work_in(unit: Unit, viewer: Person) -> peewee.ModelSelect:
    """Ids and days of what a unit published that the viewer may see."""
    return published(viewer).where(of_units([unit.id]))


def published(viewer: Person) -> peewee.ModelSelect:
    """Ids and days of everything published that the viewer may see."""
    newest = Experiment.published_at.alias("newest")
    return Experiment.select(Experiment.id, newest).where(
        is_visible(viewer), Experiment.stage != Stage.draft
    )
