"""Follow: a person follows a unit, a tag or another subject."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person, Unit
from tracker.db import BaseModel, UTCDateTimeField
from tracker.experiments.models import Experiment, Tag
from tracker.guidelines.models import Platform
from tracker.lessons.models import Lesson

FOLLOWED = {
    "tag": Tag,
    "platform": Platform,
    "unit": Unit,
    "experiment": Experiment,
    "lesson": Lesson,
}
Followed = Tag | Platform | Unit | Experiment | Lesson


class Follow(BaseModel):
    """One person follows one tag, platform, unit, experiment or lesson: exactly one."""

    is_pair = True

    person = peewee.ForeignKeyField(
        Person, backref="follows", index=False, on_delete="CASCADE"
    )
    tag = peewee.ForeignKeyField(
        Tag, backref="followers", null=True, on_delete="CASCADE"
    )
    platform = peewee.ForeignKeyField(
        Platform, backref="followers", null=True, on_delete="CASCADE"
    )
    unit = peewee.ForeignKeyField(
        Unit, backref="followers", null=True, on_delete="CASCADE"
    )
    experiment = peewee.ForeignKeyField(
        Experiment, backref="followers", null=True, on_delete="CASCADE"
    )
    lesson = peewee.ForeignKeyField(
        Lesson, backref="followers", null=True, on_delete="CASCADE"
    )
    at = UTCDateTimeField()

    class Meta:
        indexes = tuple((("person", name), True) for name in FOLLOWED)
        constraints = [
            peewee.Check(
                " + ".join(
                    f"CASE WHEN {name}_id IS NULL THEN 0 ELSE 1 END"
                    for name in FOLLOWED
                )
                + " = 1"
            ),
        ]

    @classmethod
    def begin(cls, what: Followed, *, by: Person, at: dt.datetime) -> None:
        """Follow it; said twice, it stands once."""
        cls.insert(
            {"person": by, _name_of(what): what, "at": at}
        ).on_conflict_ignore().execute()

    @classmethod
    def end(cls, what: Followed, *, by: Person) -> None:
        """Follow it no more."""
        cls.delete().where(
            cls.person == by, getattr(cls, _name_of(what)) == what
        ).execute()


def _name_of(what: Followed) -> str:
    return next(name for name, noun in FOLLOWED.items() if isinstance(what, noun))
