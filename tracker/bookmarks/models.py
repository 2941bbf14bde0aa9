"""Bookmark: a person keeps an experiment, to try something like it later."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.db import BaseModel, UTCDateTimeField
from tracker.experiments.models import Experiment


class Bookmark(BaseModel):
    """One person's bookmark on one experiment and its lesson; nobody else sees it."""

    is_pair = True

    person = peewee.ForeignKeyField(
        Person, backref="bookmarks", index=False, on_delete="CASCADE"
    )
    experiment = peewee.ForeignKeyField(
        Experiment, backref="bookmarks", on_delete="CASCADE"
    )
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("person", "experiment"), True),)

    @classmethod
    def add(cls, experiment: Experiment, *, by: Person, at: dt.datetime) -> None:
        """Bookmark a published experiment; said twice, it stands once."""
        cls.insert(
            person=by, experiment=experiment, at=at
        ).on_conflict_ignore().execute()

    @classmethod
    def remove(cls, experiment: Experiment, *, by: Person) -> None:
        """Delete the bookmark, if there is one."""
        cls.delete().where(cls.person == by, cls.experiment == experiment).execute()

    @staticmethod
    def addable_by(person: Person, experiment: Experiment) -> bool:
        """Whether it is published, and the work of others."""
        return not experiment.is_draft and not experiment.is_author(person)
