"""Settlement: whether a commitment was kept, with a word from the leader."""

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
    """A commitment was kept or not, with a word on why."""

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
        """Settle a commitment, or change its settlement; the history keeps the old one.

        Raises:
            ValidationFailed: The answer or the word is missing, or the word is too long.
        """
        answer = {"settled": settled, "word": word}
        raise_if_errors(settlement_problems(answer))
        with cls._meta.database.atomic():
            row, new = cls.get_or_create(
                commitment=commitment, defaults=answer | {"by": by, "at": at}
            )
            if new:
                commitment.notify("kept", by=by, at=at)
            else:
                row._change(answer, by, at)

    # Private

    def _change(self, answer: dict, by: Person, at: dt.datetime) -> None:
        changes = {
            name: [str(getattr(self, name)), str(value)]
            for name, value in answer.items()
            if getattr(self, name) != value
        }
        if changes:
            query = Settlement.update(answer | {"by": by})
            query.where(Settlement.id == self.id).execute()
            self.commitment.log_change(changes, by=by, at=at)


def settlement_problems(said: dict) -> list[FieldError]:
    """The errors of a settlement: it needs an answer and a word on why."""
    errors = required(said, ["settled", "word"])
    errors += length_errors({"word": said.get("word")}, Settlement)
    return errors
