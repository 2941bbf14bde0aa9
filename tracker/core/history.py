"""Change history: who changed which field of what, when, and what it said before.

Each kind of thing has a table of its own, so that the database itself keeps the
reference: a history goes with its subject, and a person with a history stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

import peewee

from tracker.cpr import without_cpr
from tracker.db import BaseModel, CheckedCharField, UTCDateTimeField

FORGOTTEN = ["…", "…"]


class ChangeBase(BaseModel):
    """One act on a subject.

    `changes` maps a field to what it said before and says after, as plain text. A
    subclass adds the references `by` (a person) and the one that SUBJECT names.
    """

    SUBJECT = ""

    at = UTCDateTimeField()
    act = CheckedCharField(20, default="")
    changes = peewee.JSONField(default=dict)

    def save(self, *args, **kwargs):
        """Save it without what looks like a CPR number: the history is no place for it."""
        self.changes = {
            name: [without_cpr(text) for text in texts]
            for name, texts in self.changes.items()
        }
        return super().save(*args, **kwargs)

    @classmethod
    def of(cls, subject: peewee.Model) -> peewee.ModelSelect:
        """The acts on a subject, joined with the persons who did them."""
        by = cls.by
        person = by.rel_model
        rows = cls.select(cls, person).join(person, peewee.JOIN.LEFT_OUTER)
        return rows.where(cls._subject() == subject)

    @classmethod
    def forget(
        cls,
        subject: peewee.Model,
        personal: Collection[str],
        *,
        since: dt.datetime | None = None,
    ) -> dict[str, list[str]]:
        """Blank personal texts in the history; the fact that they changed stays.

        Args:
            personal: Names of the fields that may name somebody.
            since: Only fields that were changed later than this; None: all.

        Returns:
            A field's name to what it had said, the oldest first, without what it says now.
        """
        rows = list(cls.select().where(cls._subject() == subject).order_by(cls.id))
        mended = {
            name
            for row in rows
            if since is None or row.at > since
            for name in row.changes
        } & set(personal)
        said = {name: _said(name, rows) for name in mended}
        for row in rows:
            row.blank(mended)
        return said

    def blank(self, names: Collection[str]) -> None:
        """Blank the texts of these fields."""
        if set(names) & set(self.changes):
            changes = dict(self.changes)
            for name in set(names) & set(changes):
                changes[name] = FORGOTTEN
            model = type(self)
            model.update(changes=changes).where(model.id == self.id).execute()

    def clear(self, names: Collection[str], *, by, at: dt.datetime) -> None:
        """Remove what these fields said in this act and in all before it.

        That they changed, and that somebody removed what they said, stays.
        """
        model = type(self)
        subject = getattr(self, self.SUBJECT)
        rows = model.select().where(model._subject() == subject, model.id <= self.id)
        with self._meta.database.atomic():
            for row in rows:
                if row.part == self.part:
                    row.blank(names)
            self.log_cleared(by, at)

    def log_cleared(self, by, at: dt.datetime) -> None:
        """Record that somebody removed what texts said before, and advance the revision."""
        raise NotImplementedError

    @property
    def part(self):
        """The part of the subject that it is about, whose fields are its own; or none."""
        return None

    @classmethod
    def _subject(cls) -> peewee.Field:
        return cls._meta.fields[cls.SUBJECT]


def _said(name: str, rows: list[ChangeBase]) -> list[str]:
    """Everything that a field said in these acts, but what the last of them left."""
    texts = [text for row in rows for text in row.changes.get(name, ())]
    gone = ("", FORGOTTEN[0], texts[-1])
    return [text for text in dict.fromkeys(texts) if text not in gone]


def differing(
    before: Mapping[str, str], after: Mapping[str, str]
) -> dict[str, list[str]]:
    """Field name to its values before and after, where they differ."""
    return {
        name: [before.get(name, ""), text]
        for name, text in after.items()
        if before.get(name, "") != text
    }


def plain(value) -> str:
    """A value as plain text: short numbers, ISO days, the value of an enumeration."""
    if value is None or value == "":
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)
