"""An import as a job: its progress stands in the database, so that it survives a closed tab."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.db import Capped, Chosen, Instant, Record
from tracker.rules import N_, Word


class Progress(Word):
    uploaded = "uploaded", N_("Uploaded")
    waiting = "waiting", N_("Waiting")
    running = "running", N_("Running")
    done = "done", N_("Done")
    failed = "failed", N_("Failed")


class Import(Record):
    """One file on its way in. `mapping` is field to column, `fixed` is field to text with {column}."""

    by = peewee.ForeignKeyField(Person, backref="imports", on_delete="CASCADE")
    author = peewee.ForeignKeyField(Person, null=True, on_delete="CASCADE")
    name = Capped(200)
    file = Capped(80)
    source = Capped(120)
    encoding = Capped(40, default="")
    delimiter = Capped(10, default="")
    mapping = peewee.JSONField(default=dict)
    fixed = peewee.JSONField(default=dict)
    strict = peewee.BooleanField(default=False)
    progress = Chosen(Progress, default=Progress.uploaded)
    position = peewee.DoubleField(default=0)
    read = peewee.IntegerField(default=0)
    added = peewee.IntegerField(default=0)
    updated = peewee.IntegerField(default=0)
    unchanged = peewee.IntegerField(default=0)
    rejected = peewee.IntegerField(default=0)
    trouble = Capped(500, default="")
    made_at = Instant()
    finished_at = Instant(null=True)

    def wait(self, *, mapping: dict, fixed: dict, strict: bool, author: Person) -> None:
        """Put it in line for the worker."""
        self.mapping, self.fixed, self.strict, self.author = mapping, fixed, strict, author
        self.progress = Progress.waiting
        self.save()

    def advance(self, **counts) -> None:
        """Write how far it is: position is 0 to 1, the rest are rows."""
        self.progress = Progress.running
        for name, value in counts.items():
            setattr(self, name, value)
        self.save()

    def finish(self, at: dt.datetime, trouble: str = "") -> None:
        """It is done, or could not be done for the reason given."""
        self.progress, self.finished_at = (Progress.failed if trouble else Progress.done), at
        self.trouble, self.position = trouble[:500], (self.position if trouble else 1)
        self.save()

    @property
    def is_over(self) -> bool:
        return self.progress in (Progress.done, Progress.failed)

    def visible_to(self, person: Person) -> bool:
        return person.id == self.by_id


class Rejection(Record):
    """A row that was not taken, or was taken with something to tell; by line, column and reason."""

    import_job = peewee.ForeignKeyField(Import, backref="rejections", on_delete="CASCADE")
    line = peewee.IntegerField()
    column = Capped(200, default="")
    reason = Capped(500)
    params = peewee.JSONField(default=dict)
    taken = peewee.BooleanField(default=False)
    row = peewee.JSONField(default=dict)
