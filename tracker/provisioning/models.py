"""What a directory calls the people whose accounts it keeps here."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField


class ProvisionedUser(BaseModel):
    """What the directory calls a person.

    Attributes:
        user_key: The name in the directory, folded: two that differ in case are one.
        deleted_at: When the directory deleted the person, whose account is closed and
            whose work stays.
    """

    person = peewee.ForeignKeyField(
        Person, unique=True, backref="provisioned", on_delete="CASCADE"
    )
    user_name = CheckedCharField(255)
    user_key = CheckedCharField(255, index=True)
    external_id = CheckedCharField(255, null=True, index=True)
    changed_at = UTCDateTimeField()
    deleted_at = UTCDateTimeField(null=True)

    @classmethod
    def named(cls, user_name: str) -> ProvisionedUser | None:
        """The person whom the directory calls so, and has not deleted."""
        return (
            cls.select()
            .where(cls.user_key == user_name.lower(), cls.deleted_at.is_null())
            .first()
        )

    @classmethod
    def note(
        cls, person: Person, user_name: str, external_id: str | None, at: dt.datetime
    ) -> None:
        """Keep what the directory calls a person."""
        values = {
            "user_name": user_name,
            "user_key": user_name.lower(),
            "external_id": external_id,
            "changed_at": at,
            "deleted_at": None,
        }
        cls.insert(person=person, **values).on_conflict(
            conflict_target=[cls.person], update=values
        ).execute()
