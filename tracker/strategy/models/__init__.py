"""The organisation's strategy: versions of a short text, and their signatures."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.core.conflicts import EditConflict
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import AppendOnly, BaseModel, CheckedCharField, UTCDateTimeField
from tracker.jobs.models import Job

PATH = "/strategy"


class StrategyText(AppendOnly, BaseModel):
    """One version of the strategy; it never changes. The newest one is the strategy."""

    number = peewee.IntegerField(unique=True)
    text = CheckedCharField(6000)
    why = CheckedCharField(500, default="")
    by = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    at = UTCDateTimeField()

    class Meta:
        constraints = [peewee.Check("text <> ''"), peewee.Check("number > 0")]

    # Making

    @classmethod
    def write(
        cls, *, text: str, after: int, by: Person, at: dt.datetime, why: str = ""
    ) -> StrategyText:
        """Create the next version, and ask the leaders to sign it.

        Args:
            after: The number of the version before; 0 for the first.

        Raises:
            ValidationFailed: There is no text, it is too long, or nothing was changed.
            EditConflict: Somebody saved a version first; nothing was written.
        """
        newest = cls.newest()
        is_stale = after != 0
        if newest:
            is_stale = newest.number != after
        errors = required({"text": text}, ["text"])
        errors += length_errors({"text": text, "why": why}, cls)
        if newest and not is_stale and newest.text == text:
            errors.append(FieldError("text", N_("Nothing has changed.")))
        raise_if_errors(errors)
        if is_stale:
            raise EditConflict(newest)
        try:
            with cls._meta.database.atomic():
                written = cls.create(number=after + 1, text=text, why=why, by=by, at=at)
                event = f"to_sign:strategy={written.number}"
                _notify("to_sign", "leaders", by, at, event)
        except peewee.IntegrityError as error:
            raise EditConflict(cls.newest()) from error
        return written

    # Predicates

    @classmethod
    def newest(cls) -> StrategyText | None:
        return cls.select().order_by(cls.number.desc()).first()

    # Permissions

    @staticmethod
    def writable_by(person: Person) -> bool:
        return person.facilitates or person.leads


class StrategySignature(AppendOnly, BaseModel):
    """A leader's signature under a version of the text."""

    text = peewee.ForeignKeyField(
        StrategyText, backref="signatures", index=False, on_delete="RESTRICT"
    )
    person = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("text", "person"), True),)

    @classmethod
    def sign(cls, text: StrategyText, *, by: Person, at: dt.datetime) -> None:
        """Sign a version; a second signature of the same leader changes nothing.

        Raises:
            EditConflict: There is a newer version, which the leader has not read.
        """
        with cls._meta.database.atomic():
            newest = StrategyText.newest()
            if newest.id != text.id:
                raise EditConflict(newest)
            signature = cls.insert(text=text, person=by, at=at)
            if signature.on_conflict_ignore().as_rowcount().execute():
                AuditEvent.record(EventType.signed, on=text, by=by.id)
                event = f"signed:strategy={text.number}:by={by.id}"
                _notify("signed", "facilitators", by, at, event)

    @staticmethod
    def signable_by(person: Person) -> bool:
        return person.leads


def _notify(what: str, to: str, by: Person, at: dt.datetime, event: str) -> None:
    Job.enqueue("tell", at=at, what=what, by=by.id, to=to, path=PATH, event=event)
