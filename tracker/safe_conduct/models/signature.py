"""Signatures under a version of the safe conduct."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.core.conflicts import EditConflict
from tracker.db import AppendOnly, BaseModel, UTCDateTimeField
from tracker.jobs.models import Job
from tracker.safe_conduct.models.safe_conduct import PATH, SafeConduct


class SafeConductSignature(AppendOnly, BaseModel):
    """A leader's signature under a version of the safe conduct."""

    conduct = peewee.ForeignKeyField(
        SafeConduct, backref="signatures", index=False, on_delete="RESTRICT"
    )
    person = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("conduct", "person"), True),)

    @classmethod
    def sign(cls, conduct: SafeConduct, *, by: Person, at: dt.datetime) -> None:
        """Sign a version; a second signature of the same leader changes nothing.

        Raises:
            EditConflict: There is a newer version, which the leader has not read.
        """
        with cls._meta.database.atomic():
            newest = SafeConduct.newest()
            if newest.id != conduct.id:
                raise EditConflict(newest)
            row = cls.insert(conduct=conduct, person=by, at=at)
            if not row.on_conflict_ignore().as_rowcount().execute():
                return
            AuditEvent.record(EventType.signed, on=conduct, by=by.id)
            Job.enqueue(
                "tell",
                at=at,
                what="signed",
                by=by.id,
                to="facilitators",
                path=PATH,
                event=f"signed:safe_conduct={conduct.number}:by={by.id}",
            )

    @staticmethod
    def signable_by(person: Person) -> bool:
        return person.leads
