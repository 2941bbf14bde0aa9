"""Login history of a person, with failed attempts."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models.person import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField


class LoginEventKind(LabelledEnum):
    password = "password", N_("with the password")
    code = "code", N_("with the password and a code")
    recovery = "recovery", N_("with a recovery code")
    link = "link", N_("through a one-time link")
    provider = "provider", N_("with the organisation's sign-in")
    wrong_password = "wrong_password", N_("A wrong password was tried")
    wrong_code = "wrong_code", N_("A wrong code was tried, after the right password")


class LoginEvent(BaseModel):
    """Somebody came in at an account's door, or tried to. Only its owner sees it."""

    person = peewee.ForeignKeyField(Person, backref="entries", on_delete="CASCADE")
    at = UTCDateTimeField()
    way = EnumCharField(LoginEventKind, grows=True)
    agent = CheckedCharField(200, default="")

    @classmethod
    def record(
        cls,
        person: Person,
        way: LoginEventKind,
        *,
        at: dt.datetime,
        agent: str = "",
        source: str = "",
    ) -> None:
        """Note one.

        One that failed stands in the audit log as well, with its source: a mark that
        tells no address.
        """
        with cls._meta.database.atomic():
            entry = cls.create(
                person=person,
                at=at,
                way=way,
                agent="".join(filter(str.isprintable, agent))[:200],
            )
            if entry.failed:
                AuditEvent.record(EventType.refused, on=person, detail=source)

    @classmethod
    def sweep(cls, before: dt.datetime) -> int:
        """Remove what was before. Returns how many."""
        return cls.delete().where(cls.at < before).execute()

    @property
    def failed(self) -> bool:
        return self.way in (LoginEventKind.wrong_password, LoginEventKind.wrong_code)
