"""The organisation's own strategy: a short text in versions, and the leaders who signed them."""

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
    """One version of the text.

    Every saved text is one, and stays as it was saved; the newest is the strategy.
    """

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
        """Write the next version; leaders are asked to sign it.

        Args:
            after: The number of the version that this one was written from; 0 for the first.

        Raises:
            ValidationFailed: There is no text, it is too long, or nothing was changed.
            EditConflict: Somebody saved a version first; nothing was written.
        """
        newest = cls.newest()
        said = {"text": text, "why": why}
        same = (
            [FieldError("text", N_("Nothing has changed."))]
            if newest and newest.text == text
            else []
        )
        raise_if_errors(
            *required(said, ["text"]),
            *length_errors(said, cls),
            *(same if newest and newest.number == after else []),
        )
        if (newest.number if newest else 0) != after:
            raise EditConflict(newest)
        try:
            with cls._meta.database.atomic():
                written = cls.create(number=after + 1, by=by, at=at, **said)
                event = f"to_sign:strategy={written.number}"
                Job.enqueue(
                    "tell",
                    at=at,
                    what="to_sign",
                    by=by.id,
                    to="leaders",
                    path=PATH,
                    event=event,
                )
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
    """A leader stands by a version of the text, by name."""

    text = peewee.ForeignKeyField(
        StrategyText, backref="signatures", index=False, on_delete="RESTRICT"
    )
    person = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("text", "person"), True),)

    @classmethod
    def sign(cls, text: StrategyText, *, by: Person, at: dt.datetime) -> None:
        """Sign a version; said twice, the first time stands.

        Raises:
            EditConflict: There is a newer one, which the leader has not read.
        """
        with cls._meta.database.atomic():
            newest = StrategyText.newest()
            if newest.id != text.id:
                raise EditConflict(newest)
            if (
                cls.insert(text=text, person=by, at=at)
                .on_conflict_ignore()
                .as_rowcount()
                .execute()
            ):
                AuditEvent.record(EventType.signed, on=text, by=by.id)
                event = f"signed:strategy={text.number}:by={by.id}"
                Job.enqueue(
                    "tell",
                    at=at,
                    what="signed",
                    by=by.id,
                    to="facilitators",
                    path=PATH,
                    event=event,
                )

    @staticmethod
    def signable_by(person: Person) -> bool:
        return person.leads
