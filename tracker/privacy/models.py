"""PossibleMention: a word in a text that may be the name of an erased person."""

from __future__ import annotations

import datetime as dt
import hashlib

import peewee

from tracker.accounts.models import Person
from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField
from tracker.experiments.models import Experiment


class NameBearer(LabelledEnum):
    erased = "erased", N_("The one who was erased")
    other = "other", N_("Somebody else")


class PossibleMention(BaseModel):
    """Says where the word stands, never the word: that would keep the name.

    `noun`, `row` and `field` name the text, `start` and `length` the word in it, in
    characters. `text_digest` tells whether the text is still the one that was read.
    """

    noun = CheckedCharField(40)
    row = peewee.IntegerField()
    field = CheckedCharField(40)
    start = peewee.IntegerField()
    length = peewee.IntegerField()
    text_digest = peewee.FixedCharField(64)
    experiment = peewee.ForeignKeyField(
        Experiment, backref="possible_mentions", null=True, on_delete="CASCADE"
    )
    made_at = UTCDateTimeField()

    class Meta:
        indexes = ((("noun", "row", "field", "start"), True),)

    # Predicates

    def stands_in(self, text: str) -> bool:
        """Whether the text is still the one in which the word was found."""
        return self.text_digest == digest_of(text)

    def parts(self, text: str) -> tuple[str, str, str]:
        """What stands before the word, the word, and what stands after it."""
        end = self.start + self.length
        return text[: self.start], text[self.start : end], text[end:]

    # Permissions

    @staticmethod
    def settleable_by(person: Person) -> bool:
        return person.facilitates

    # Private

    @classmethod
    def find(
        cls,
        noun: type,
        row: int,
        field: str,
        text: str,
        words: list[tuple[int, int]],
        **where,
    ) -> int:
        """Keep where words stand in one text; said twice, each stands once.

        Returns how many were new.
        """
        place = where | {
            "noun": noun._meta.table_name,
            "row": row,
            "field": field,
            "text_digest": digest_of(text),
        }
        rows = [place | {"start": start, "length": length} for start, length in words]
        if rows:
            return cls.insert_many(rows).on_conflict_ignore().as_rowcount().execute()
        return 0

    @classmethod
    def sweep(cls, before: dt.datetime) -> int:
        """Remove what was found before. Returns how many."""
        return cls.delete().where(cls.made_at < before).execute()


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
