"""The text of the safe conduct, in versions."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
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

PATH = "/safe-conduct"


class SafeConduct(AppendOnly, BaseModel):
    """One version of the safe conduct; it never changes. The newest one counts.

    `contact` is told when it is broken. Whom one asks is part of what is signed, so
    another contact makes another version.
    """

    number = peewee.IntegerField(unique=True)
    text = CheckedCharField(2000)
    exceptions = CheckedCharField(2000)
    contact = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    why = CheckedCharField(500, default="")
    by = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    at = UTCDateTimeField()

    class Meta:
        constraints = [
            peewee.Check("text <> ''"),
            peewee.Check("exceptions <> ''"),
            peewee.Check("number > 0"),
        ]

    # Making

    @classmethod
    def write(
        cls,
        *,
        text: str,
        exceptions: str,
        contact: Person | None,
        after: int,
        by: Person,
        at: dt.datetime,
        why: str = "",
    ) -> SafeConduct:
        """Create the next version, and ask the leaders to sign it.

        Args:
            contact: The person who hears of it when it is broken.
            after: The number of the version before; 0 for the first.

        Raises:
            ValidationFailed: Something is missing, too long or unchanged, or the contact
                leads or has no account any more.
            EditConflict: Somebody saved a version first; nothing was written.
        """
        newest = cls.newest()
        is_stale = after != 0
        if newest:
            is_stale = newest.number != after
        texts = {"text": text, "exceptions": exceptions, "why": why}
        errors = required(texts, ["text", "exceptions"]) + length_errors(texts, cls)
        errors += contact_problems(contact)
        if newest and not is_stale and newest.says(text, exceptions, contact):
            errors.append(FieldError("text", N_("Nothing has changed.")))
        raise_if_errors(errors)
        if is_stale:
            raise EditConflict(newest)
        try:
            with cls._meta.database.atomic():
                made = cls.create(
                    number=after + 1, contact=contact, by=by, at=at, **texts
                )
                made._ask_leaders(by, at)
        except peewee.IntegrityError as error:
            raise EditConflict(cls.newest()) from error
        return made

    # Predicates

    @classmethod
    def newest(cls) -> SafeConduct | None:
        return cls.select().order_by(cls.number.desc()).first()

    def says(self, text: str, exceptions: str, contact: Person | None) -> bool:
        """Whether it says exactly this."""
        same_texts = self.text == text and self.exceptions == exceptions
        return same_texts and contact is not None and self.contact_id == contact.id

    # Permissions

    @staticmethod
    def writable_by(person: Person) -> bool:
        return person.facilitates or person.leads

    # Private

    def _ask_leaders(self, by: Person, at: dt.datetime) -> None:
        event = f"to_sign:safe_conduct={self.number}"
        Job.enqueue(
            "tell",
            at=at,
            what="to_sign",
            by=by.id,
            to="leaders",
            path=PATH,
            event=event,
        )


def contact_problems(contact: Person | None) -> list[FieldError]:
    """The validation errors of the person who is told of a breach: nobody of the line."""
    if contact is None:
        return [FieldError("contact", N_("Name somebody."))]
    if contact.leads:
        message = N_("Name somebody who leads nobody, so that one can speak freely.")
        return [FieldError("contact", message)]
    if contact.disabled_at is not None:
        return [FieldError("contact", N_("This colleague is not here any more."))]
    return []
