"""Follow: a person follows a unit, a tag or another subject."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person, Unit
from tracker.db import BaseModel, UTCDateTimeField
from tracker.experiments.models import Tag
from tracker.guidelines.models import Platform

FOLLOWED = {"tag": Tag, "platform": Platform, "unit": Unit}


class Follow(BaseModel):
    """One person follows one tag, platform or unit: exactly one of the three."""

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
    at = UTCDateTimeField()

    class Meta:
        indexes = tuple((("person", name), True) for name in FOLLOWED)
        constraints = [
            peewee.Check(
                "CASE WHEN tag_id IS NULL THEN 0 ELSE 1 END + CASE WHEN platform_id IS NULL THEN 0"
                " ELSE 1 END + CASE WHEN unit_id IS NULL THEN 0 ELSE 1 END = 1"
            ),
        ]

    @classmethod
    def begin(cls, what: Tag | Platform | Unit, *, by: Person, at: dt.datetime) -> None:
        """Follow it; said twice, it stands once."""
        cls.insert(
            {"person": by, _name_of(what): what, "at": at}
        ).on_conflict_ignore().execute()

    @classmethod
    def end(cls, what: Tag | Platform | Unit, *, by: Person) -> None:
        """Follow it no more."""
        cls.delete().where(
            cls.person == by, getattr(cls, _name_of(what)) == what
        ).execute()


def _name_of(what: Tag | Platform | Unit) -> str:
    return next(name for name, noun in FOLLOWED.items() if isinstance(what, noun))
