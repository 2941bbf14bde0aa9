"""Who wishes to get each quarter by mail when it is signed."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.db import BaseModel, UTCDateTimeField


class SummarySubscription(BaseModel):
    """One person's wish to get every signed summary by mail, as a PDF."""

    person = peewee.ForeignKeyField(
        Person, backref="+", unique=True, on_delete="CASCADE"
    )
    at = UTCDateTimeField()

    @classmethod
    def add(cls, person: Person, *, at: dt.datetime) -> None:
        """Subscribe a person; said twice, it stands once."""
        cls.insert(person=person, at=at).on_conflict_ignore().execute()

    @classmethod
    def remove(cls, person: Person) -> None:
        """End the subscription, if there is one."""
        cls.delete().where(cls.person == person).execute()

    @classmethod
    def people(cls) -> list[int]:
        """Ids of everybody who gets the summaries by mail."""
        return [id for (id,) in cls.select(cls.person).order_by(cls.id).tuples()]

    @classmethod
    def is_subscribed(cls, person: Person) -> bool:
        """Whether a person gets the summaries by mail."""
        return cls.select().where(cls.person == person).exists()
