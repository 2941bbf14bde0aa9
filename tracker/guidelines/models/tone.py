"""The tone of the organisation: its values, and replies to copy."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

import peewee

from tracker.accounts.models import Person
from tracker.core.conflicts import Versioned
from tracker.core.validation import FieldError, length_errors, raise_if_errors, required
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.guidelines.models.bilingual import Bilingual
from tracker.guidelines.models.defaults import default_tone
from tracker.guidelines.models.enums import ToneKind


class Phrase(Bilingual, Versioned, BaseModel):
    """A value of the tone with its meaning, or a situation with a reply to copy.

    `key` identifies a default phrase. A reply has no signature: people add their own
    name.
    """

    kind = EnumCharField(ToneKind)
    key = CheckedCharField(40, null=True, unique=True)
    position = peewee.IntegerField(default=0)
    title = CheckedCharField(200)
    title_en = CheckedCharField(200, default="")
    text = CheckedCharField(2000)
    text_en = CheckedCharField(2000, default="")
    is_draft = peewee.BooleanField(default=False)  # as it came ready: to be adapted
    by = peewee.ForeignKeyField(
        Person, backref="phrases_kept", null=True, on_delete="RESTRICT"
    )
    at = UTCDateTimeField()
    retired_at = UTCDateTimeField(null=True)
    version = peewee.IntegerField(default=1)

    class Meta:
        constraints = [peewee.Check("title <> '' AND text <> ''")]

    # Making

    @classmethod
    def plant(cls, *, at: dt.datetime) -> None:
        """Install the default tone as drafts, if there is no tone yet."""
        if cls.select().exists():
            return
        tone = default_tone()
        rows: list[dict[str, object]] = []
        for kind, phrases in (
            (ToneKind.value, tone.values),
            (ToneKind.reply, tone.replies),
        ):
            for key, phrase in phrases.items():
                row = asdict(phrase) | {"kind": kind, "key": key, "position": len(rows)}
                rows.append(row | {"is_draft": True, "at": at})
        cls.insert_many(rows).execute()

    @classmethod
    def add(cls, *, kind: ToneKind, by: Person, at: dt.datetime, **said) -> Phrase:
        """Add a value or a reply at the end.

        Raises:
            ValidationFailed: The title or the text is missing or too long.
        """
        raise_if_errors(phrase_problems(said | {"kind": kind}))
        return cls.create(
            kind=kind, position=cls.select().count(), by=by, at=at, **said
        )

    # Verbs

    def amend(self, *, version: int, by: Person, at: dt.datetime, **said) -> None:
        """Change the texts; the phrase is no longer a draft.

        Raises:
            ValidationFailed: The title or the text is missing or too long.
            EditConflict: Another person saved first; nothing was written.
        """
        raise_if_errors(phrase_problems(said | {"kind": self.kind}))
        for name, value in said.items():
            setattr(self, name, value)
        self.is_draft = False
        self.by = by
        self.at = at
        self.save_as_next(version)

    def retire(self, at: dt.datetime) -> None:
        """Retire the phrase, so that the page no longer shows it."""
        Phrase.update(retired_at=at).where(
            Phrase.id == self.id, Phrase.retired_at.is_null()
        ).execute()

    # Predicates

    def as_dict(self) -> dict[str, str]:
        """Field name to text, for comparing two versions."""
        return {name: getattr(self, name) for name in PHRASE_TEXTS}

    # Permissions

    @staticmethod
    def editable_by(person: Person) -> bool:
        return person.facilitates


PHRASE_TEXTS = ("title", "title_en", "text", "text_en")


def phrase_problems(said: dict) -> list[FieldError]:
    """The validation errors of a value or a reply."""
    errors = required(said, ["kind", "title", "text"])
    return errors + length_errors(said, Phrase)
