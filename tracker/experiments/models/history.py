"""What was changed after publication, by whom and when; and what it said before."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Person
from tracker.db import BaseModel, CheckedCharField, LateForeignKey, UTCDateTimeField

if TYPE_CHECKING:
    from tracker.experiments.models.experiment import Experiment

TEXTS = {
    *("title", "hypothesis", "method", "metric", "criterion", "tags", "alt", "links"),
    *(
        "observation",
        "surprise",
        "lesson",
        "context",
        "decision_note",
        "reason",
        "pushback",
        "meaning",
    ),
}
FORGOTTEN = ["…", "…"]


class Change(BaseModel):
    """One act on a published experiment.

    `changes` maps a field to what it said before and says after, as plain text.
    """

    experiment = LateForeignKey("Experiment", backref="changes", on_delete="CASCADE")
    by = peewee.ForeignKeyField(Person, backref="changes_made", on_delete="RESTRICT")
    at = UTCDateTimeField()
    act = CheckedCharField(20)
    changes = peewee.JSONField(default=dict)

    def touches(self, name: str) -> bool:
        return name in self.changes

    @classmethod
    def forget_texts(
        cls, experiment: Experiment, *, since: dt.datetime
    ) -> dict[str, list[str]]:
        """Forget what the texts said that were changed since: something personal stood
        in them.

        That they changed stays told.

        Returns:
            A field's name to what it had said, the oldest first.
        """
        rows = list(cls.select().where(cls.experiment == experiment).order_by(cls.id))
        mended = {
            name for row in rows if row.at > since for name in row.changes
        } & TEXTS
        said: dict[str, list[str]] = {}
        for row in rows:
            for name in mended & set(row.changes):
                old = [
                    text
                    for text in row.changes[name]
                    if text not in ("", *FORGOTTEN, *said.get(name, ()))
                ]
                said.setdefault(name, []).extend(dict.fromkeys(old))
            if mended & set(row.changes):
                changes = {
                    name: FORGOTTEN if name in mended else texts
                    for name, texts in row.changes.items()
                }
                cls.update(changes=changes).where(cls.id == row.id).execute()
        last = {
            name: row.changes[name][-1]
            for row in rows
            for name in mended & set(row.changes)
        }
        return {
            name: [text for text in texts if text != last[name]]
            for name, texts in said.items()
        }

    @classmethod
    def forget_link(cls, experiment: Experiment, told: str) -> None:
        """Forget a link in the history. That one came and went stays told."""
        for row in cls.select().where(
            cls.experiment == experiment, cls.act == "evidence"
        ):
            if told in row.changes.get("links", ()):
                cls.update(changes=row.changes | {"links": FORGOTTEN}).where(
                    cls.id == row.id
                ).execute()
