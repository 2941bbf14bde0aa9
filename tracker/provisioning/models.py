"""What a directory needs to keep accounts here: a token, and its own names for people."""

from __future__ import annotations

import datetime as dt
import secrets

import peewee

from tracker.accounts.models import Person
from tracker.accounts.models.one_time_link import token_digest
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.moments import is_recent
from tracker.plaintext import one_line

USED_EVERY = dt.timedelta(minutes=5)


class ProvisioningToken(BaseModel):
    """A bearer token of a directory; only its hash is kept. Ending it deletes the row."""

    name = CheckedCharField(60)
    token_hash = peewee.FixedCharField(max_length=64, unique=True)
    made_at = UTCDateTimeField()
    used_at = UTCDateTimeField(null=True)

    @classmethod
    def issue(cls, name: str, at: dt.datetime) -> str:
        """Make a token and return it; it is given out only here.

        Raises:
            ValidationFailed: The name is blank or too long.
        """
        name = one_line(name)
        if not 0 < len(name) <= cls.name.max_length:
            message = N_("Write a name of at most %(max)d characters.")
            problem = FieldError("name", message, {"max": cls.name.max_length})
            raise ValidationFailed(problem)
        token = secrets.token_urlsafe(32)
        with cls._meta.database.atomic():
            cls.create(name=name, token_hash=token_digest(token), made_at=at)
            AuditEvent.record(EventType.provisioning_changed, detail=f"+ {name}")
        return token

    @classmethod
    def opens(cls, token: str, at: dt.datetime) -> bool:
        """Whether this is a token that was given out and not ended."""
        row = cls.get_or_none(cls.token_hash == token_digest(token))
        if row is None:
            return False
        if not is_recent(row.used_at, USED_EVERY, at):
            cls.update(used_at=at).where(cls.id == row.id).execute()
        return True

    def end(self) -> None:
        """Let it open nothing any more."""
        with self._meta.database.atomic():
            AuditEvent.record(EventType.provisioning_changed, detail=f"- {self.name}")
            self.delete_instance()


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
