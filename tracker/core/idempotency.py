"""Idempotent forms: the second click finds the row that the first one made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

import peewee

from tracker.core.validation import N_, FieldError, ValidationFailed

SENT_BEFORE = FieldError(
    "submission",
    N_(
        "This form was sent before. What you wrote still stands here: please send it once more."
    ),
)

Row = TypeVar("Row", bound=peewee.Model)


class Idempotent:
    """Mixin: a table of the forms that were sent, by their hidden keys.

    The table has the columns person, key, made and at, and (person, key) is unique. A
    form is named by what it makes, and on what it stands: "comment on 12".
    """

    @classmethod
    def once(
        cls,
        noun: type[Row],
        make: Callable[[], Row],
        *,
        by,
        key: str,
        form: str,
        at: dt.datetime,
    ) -> Row:
        """Make a row once for a form, however often and however fast it is sent.

        Args:
            noun: The model of the row.
            make: Makes the row and whatever belongs to it; runs in a transaction.
            key: The hidden key of the form; "" makes a row each time.
            form: The name of the form; a key counts for one form.

        Returns:
            The new row, or the one that the first click made.

        Raises:
            ValidationFailed: A rule is broken, the key was sent with another form, or
                what it made is gone again.
            peewee.IntegrityError: The database refuses the row itself.
        """
        earlier = cls.earlier_row(noun, by, key, form)
        if earlier:
            return earlier
        try:
            with cls._meta.database.atomic():
                row = make()
                cls.record(by, key, form, row, at)
        except peewee.IntegrityError:  # the other click may have been first
            earlier = cls.earlier_row(noun, by, key, form)
            if earlier is None:
                raise
            return earlier
        return row

    @classmethod
    def earlier(cls, person, key: str, form: str) -> int | None:
        """The id of the row that the first click made, if the form was sent before.

        Raises:
            ValidationFailed: The key was sent with another form. Taken for a second
                click, this one would say thank you and keep nothing.
        """
        if not key:
            return None
        row = cls.get_or_none(cls.person == person, cls.key == key[:64])
        if row is None:
            return None
        of, _, id = row.made.rpartition(" ")
        if of != form or not id.isdecimal():
            raise ValidationFailed(SENT_BEFORE)
        return int(id)

    @classmethod
    def earlier_row(cls, noun: type[Row], person, key: str, form: str) -> Row | None:
        """The row that the first click made, if the form was sent before.

        Raises:
            ValidationFailed: The key was sent with another form, or what it made is gone again.
        """
        id = cls.earlier(person, key, form)
        if id is None:
            return None
        row = noun.get_or_none(noun.id == id)
        if row is None or getattr(row, "discarded_at", None):
            raise ValidationFailed(SENT_BEFORE)
        return row

    @classmethod
    def record(
        cls, person, key: str, form: str, made: peewee.Model, at: dt.datetime
    ) -> None:
        """Record, in the transaction of the act, the row that the form made.

        Raises:
            ValidationFailed: The key was sent with another form; the caller's
                transaction is undone.
            peewee.IntegrityError: The other click was first; the caller's transaction is undone.
        """
        if key:
            cls.earlier(person, key, form)
            cls.create(person=person, key=key[:64], made=f"{form} {made.id}", at=at)
