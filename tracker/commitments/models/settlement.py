"""Settlement: what became of a promise, in a word of the leader's own."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.commitments.models.commitment import Commitment
from tracker.core.enums import LabelledEnum
from tracker.core.fields import described
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField


class Settled(LabelledEnum):
    kept = "kept", N_("kept")
    not_kept = "not_kept", N_("not kept")


class Settlement(BaseModel):
    """A promise was kept or not, with a word on why, by whom and when it was told."""

    commitment = peewee.ForeignKeyField(
        Commitment, backref="settlements", unique=True, on_delete="CASCADE"
    )
    settled = described(EnumCharField(Settled), N_("What became of it?"))
    word = described(CheckedCharField(1000), N_("A word on it"))
    by = peewee.ForeignKeyField(Person, backref="settlements", on_delete="RESTRICT")
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("settled", "at", "id"), False),)
        constraints = [peewee.Check("word <> ''")]

    # Making

    @classmethod
    def answer(
        cls,
        commitment: Commitment,
        *,
        settled: Settled,
        word: str,
        by: Person,
        at: dt.datetime,
    ) -> None:
        """Tell what became of a promise.

        Told again, it says so: what it said before stays in the history.

        Raises:
            ValidationFailed: It does not say whether it was kept, or why, or says too much.
        """
        raise_if_errors(*settlement_problems({"settled": settled, "word": word}))
        said = {"settled": settled, "word": word}
        with cls._meta.database.atomic():
            row, new = cls.get_or_create(
                commitment=commitment, defaults={**said, "by": by, "at": at}
            )
            if new:
                commitment.notify("kept", by=by, at=at)
                return
            changes = {
                name: [str(getattr(row, name)), str(value)]
                for name, value in said.items()
                if getattr(row, name) != value
            }
            if changes:
                cls.update(**said, by=by).where(cls.id == row.id).execute()
                commitment.note(changes, by=by, at=at)


def settlement_problems(said: dict) -> list[FieldError]:
    """Whether it was kept, and a word on why: both, either way."""
    return [
        *required(said, ["settled", "word"]),
        *length_errors({"word": said.get("word")}, Settlement),
    ]
