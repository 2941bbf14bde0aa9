"""What waits for a facilitator."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.comments.models import Comment
from tracker.concerns.models import Concern, Place, Settlement
from tracker.experiments.models import Experiment, Picture
from tracker.experiments.queries import visible_to

NEWEST = [(Concern.id, "id", int)]


def all_concerns() -> peewee.ModelSelect:
    return Concern.select()


def waiting() -> peewee.ModelSelect:
    """Concerns that nobody has settled, with all that their page shows; page them by `NEWEST`."""
    return _whole().where(Concern.settled_at.is_null())


def kept_hidden() -> list[Concern]:
    """Experiments that were left hidden, the newest first."""
    left = (Concern.settlement == Settlement.removed) & Concern.place.in_([Place.plan, Place.learning])
    return list(_whole().where(left, Experiment.hidden_at.is_null(False)).order_by(Concern.id.desc()).limit(50))


def still_seen(experiment: Experiment, viewer: Person) -> bool:
    """Whether an experiment still is the viewer's to see."""
    return visible_to(viewer).where(Experiment.id == experiment.id).exists()


def _whole() -> peewee.ModelSelect:
    return (
        Concern.select(Concern, Experiment, Comment, Picture, Person)
        .join_from(Concern, Experiment)
        .join_from(Concern, Comment, peewee.JOIN.LEFT_OUTER)
        .join_from(Concern, Picture, peewee.JOIN.LEFT_OUTER)
        .join_from(Concern, Person, on=Concern.by)
    )
