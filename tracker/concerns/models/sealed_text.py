"""Texts as they were before a concern changed or removed them."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.concerns.models.enums import ConcernTarget
from tracker.core.fields import names
from tracker.cpr import without_cpr
from tracker.db import BaseModel, LateForeignKey, UTCDateTimeField
from tracker.experiments.models import Experiment, Picture
from tracker.lessons.models import Conclusion

KEPT = dt.timedelta(days=30)
# Fields of the history whose texts may name a person
PERSONAL = {"tags", "links", "lesson", "context"}.union(
    names(Experiment, "personal"),
    names(Conclusion, "personal"),
    names(Picture, "personal"),
)


class SealedText(BaseModel):
    """The texts of one concern before they were changed or removed.

    Only their authors and the person who settled the concern may read them, for as long
    as `KEPT`. They are in no search, list or history, and in no export but the author's
    own. No other facilitator reads them: sealing a text must not widen its readers.
    """

    concern = LateForeignKey(
        "Concern", backref="sealed", unique=True, on_delete="CASCADE"
    )
    person = peewee.ForeignKeyField(Person, backref="sealed_words", on_delete="CASCADE")
    # Field name to its former texts, the oldest first
    texts = peewee.JSONField(default=dict)
    at = UTCDateTimeField(index=True)

    @classmethod
    def keep(cls, concern, texts: dict[str, list[str]], *, at: dt.datetime) -> None:
        """Seal texts, after those that were sealed for the same concern before.

        What looks like a CPR number is not kept even there.
        """
        if not any(texts.values()):
            return
        texts = {
            name: [without_cpr(text) for text in former]
            for name, former in texts.items()
        }
        sealed = cls.get_or_none(cls.concern == concern)
        if sealed is None:
            cls.create(concern=concern, person=_author_of(concern), texts=texts, at=at)
            return
        together = dict(sealed.texts)
        for name, former in texts.items():
            together[name] = together.get(name, []) + former
        cls.update(texts=together, at=at).where(cls.id == sealed.id).execute()

    @classmethod
    def sweep(cls, before: dt.datetime) -> int:
        """Delete the texts that were sealed before a moment. Returns how many."""
        return cls.delete().where(cls.at < before).execute()

    def readable_by(self, person: Person) -> bool:
        readers = self.concern.whose() | {self.person_id, self.concern.settled_by_id}
        return person.id in readers


def _author_of(concern) -> int:
    if concern.place is ConcernTarget.comment:
        return concern.comment.person_id
    return concern.experiment.author_id
