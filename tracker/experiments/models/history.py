"""What was changed after publication, by whom and when; and what it said before."""

from __future__ import annotations

import peewee

from tracker.accounts.models import Person
from tracker.db import Capped, Instant, Record
from tracker.experiments.models.experiment import Experiment


class Change(Record):
    """One act on a published experiment. `changes` maps a field to what it said before and says after, as plain text."""

    experiment = peewee.ForeignKeyField(Experiment, backref="changes", on_delete="CASCADE")
    by = peewee.ForeignKeyField(Person, backref="changes_made", on_delete="RESTRICT")
    at = Instant()
    act = Capped(20)
    changes = peewee.JSONField(default=dict)

    def touches(self, name: str) -> bool:
        return name in self.changes
