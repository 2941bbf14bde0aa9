"""The imports of a person; nobody else sees them."""

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
    """The first rejected rows."""
    return list(job.rejections.order_by(Rejection.id).limit(most))


def every_rejection(job: Import) -> Iterator[Rejection]:
    """All rejected rows, read in batches."""
    last = 0
    while batch := list(
        job.rejections.where(Rejection.id > last).order_by(Rejection.id).limit(BATCH)
    ):
        yield from batch
        last = batch[-1].id
