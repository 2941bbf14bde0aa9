"""How often a clause made people abandon an experiment: a number per month, without names."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.db import BaseModel
from tracker.guidelines.models.clause import Clause


class AbandonCount(BaseModel):
    """How often "then I leave it" was chosen because of a clause in one month."""

    clause = peewee.ForeignKeyField(
        Clause, backref="stops_counted", index=False, on_delete="CASCADE"
    )
    month = peewee.DateField()
    times = peewee.IntegerField(default=0)

    class Meta:
        indexes = ((("clause", "month"), True),)
        constraints = [peewee.Check("times >= 0")]

    @classmethod
    def count(cls, clause: Clause, *, on: dt.date) -> None:
        """Increase the count of this month by one, without recording who or when."""
        month = on.replace(day=1)
        with cls._meta.database.atomic():
            cls.insert(
                clause=clause, month=month, times=0
            ).on_conflict_ignore().execute()
            cls.update(times=cls.times + 1).where(
                cls.clause == clause, cls.month == month
            ).execute()
