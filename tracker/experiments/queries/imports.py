"""Answers about imports. They are their owner's alone."""

from __future__ import annotations

from collections.abc import Iterator

import peewee

from tracker.accounts.models import Person
from tracker.experiments.models import Import, Rejection

BATCH = 200


def imports_of(person: Person) -> peewee.ModelSelect:
    """The imports of a person, newest first."""
    return Import.select().where(Import.by == person).order_by(Import.id.desc())


def first_rejections(job: Import, most: int = 20) -> list[Rejection]:
    """The first rows that were not taken."""
    return list(job.rejections.order_by(Rejection.id).limit(most))


def every_rejection(job: Import) -> Iterator[Rejection]:
    """All rows that were not taken, a batch at a time."""
    last = 0
    while batch := list(
        job.rejections.where(Rejection.id > last).order_by(Rejection.id).limit(BATCH)
    ):
        yield from batch
        last = batch[-1].id
