"""The change history of an experiment, from its publication on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import peewee

from tracker.accounts.models import Person
from tracker.core.history import ChangeBase
from tracker.db import LateForeignKey
from tracker.revision import Revision

if TYPE_CHECKING:
    from tracker.experiments.models.experiment import Experiment


class Change(ChangeBase):
    """One act on a published experiment."""

    SUBJECT = "experiment"

    experiment = LateForeignKey("Experiment", backref="changes", on_delete="CASCADE")
    by = peewee.ForeignKeyField(Person, backref="changes_made", on_delete="RESTRICT")

    def log_cleared(self, by: Person, at: dt.datetime) -> None:
        self.experiment.log_change(by, at, "cleared", {})
        Revision.advance()

    # Permissions

    @staticmethod
    def clearable_by(person: Person, experiment: Experiment) -> bool:
        """Whether this person may remove what a text said before: an author, or a facilitator."""
        return experiment.is_author(person) or person.facilitates

    @classmethod
    def forget_link(cls, experiment: Experiment, link: str) -> None:
        """Blank a link in the history; the entry itself stays."""
        rows = cls.select().where(cls.experiment == experiment, cls.act == "evidence")
        for row in rows:
            if link in row.changes.get("links", ()):
                row.blank(["links"])
