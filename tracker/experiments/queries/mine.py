"""The experiments of one person by state, for their own pages."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.experiments.models import CoAuthor, Experiment, Stage
from tracker.experiments.queries.search import LISTED, awaiting


def own(person: Person) -> peewee.ModelSelect:
    """Experiments that a person is an author or a co-author of, drafts too."""
    together = CoAuthor.select(CoAuthor.experiment).where(CoAuthor.person == person)
    return Experiment.select(*LISTED).where(
        (Experiment.author == person) | Experiment.id.in_(together)
    )


def awaiting_lesson(person: Person, on: dt.date) -> peewee.ModelSelect:
    """Own experiments that await their lesson, the one that ended first first."""
    return own(person).where(awaiting(on)).order_by(Experiment.ends_on, Experiment.id)


def ready_to_start(person: Person, on: dt.date) -> peewee.ModelSelect:
    """Own planned experiments that could be started: the first day has come."""
    return (
        own(person)
        .where(
            Experiment.stage == Stage.planned,
            Experiment.starts_on <= on,
            Experiment.ends_on.is_null() | (Experiment.ends_on >= on),
        )
        .order_by(Experiment.starts_on, Experiment.id)
    )


def drafts(person: Person) -> peewee.ModelSelect:
    """Own drafts, the one last touched first."""
    return (
        own(person)
        .where(Experiment.stage == Stage.draft, Experiment.source.is_null())
        .order_by(Experiment.changed_at.desc(), Experiment.id.desc())
    )


def unnamed(person: Person) -> peewee.ModelSelect:
    """Own anonymous experiments, the newest first."""
    return (
        own(person)
        .where(Experiment.withheld)
        .order_by(Experiment.published_at.desc(), Experiment.id.desc())
    )


def under_way(person: Person, stage: Stage, on: dt.date) -> peewee.ModelSelect:
    """Own planned or running experiments that are not over, the next to end first."""
    open_end = Experiment.ends_on.is_null()
    return (
        own(person)
        .where(Experiment.stage == stage, open_end | (Experiment.ends_on >= on))
        .order_by(
            peewee.Case(None, [(open_end, 1)], 0),
            Experiment.ends_on,
            Experiment.id.desc(),
        )
    )


def concluded(person: Person) -> tuple[peewee.ModelSelect, list]:
    """Own concluded experiments, and the keys for `paged`: the newest first."""
    rows = (
        own(person)
        .select(Experiment.id, Experiment.published_at)
        .where(Experiment.stage == Stage.concluded)
    )
    return rows, [
        (Experiment.published_at, "published_at", dt.datetime),
        (Experiment.id, "id", int),
    ]
