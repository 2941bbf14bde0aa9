"""Imports: uploaded lists, their progress, and rejected rows."""

from __future__ import annotations

import datetime as dt
from unicodedata import normalize

import peewee

from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.core.enums import LabelledEnum
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.jobs.models import Job, files_at
from tracker.moments import is_ahead

FORGOTTEN_AFTER = dt.timedelta(days=2)


class ImportProgress(LabelledEnum):
    uploaded = "uploaded", N_("Uploaded")
    waiting = "waiting", N_("Waiting")
    running = "running", N_("Running")
    done = "done", N_("Done")
    failed = "failed", N_("Failed")


class Import(BaseModel):
    """The import of one file; the worker saves its progress here.

    Attributes:
        place: Mark of the folder of its file.
        mapping: Field to column.
        fixed: Field to text with {column}.
        options: The `sheet` of a workbook, the line of the `header` and the order of
            `days`, if they were chosen.
        read, added, updated, unchanged, rejected: Numbers of rows.
        notes: Notes on rows that were imported.
        error: Why it failed: a message of the catalogue; `error_params` are its numbers.
    """

    by = peewee.ForeignKeyField(Person, backref="imports", on_delete="CASCADE")
    name = CheckedCharField(200)
    file = CheckedCharField(80, unique=True)
    source = CheckedCharField(120)
    kind = CheckedCharField(10, default="csv")
    encoding = CheckedCharField(40, default="")
    delimiter = CheckedCharField(10, default="")
    columns = peewee.JSONField(default=list)
    about = peewee.IntegerField(null=True)
    mapping = peewee.JSONField(default=dict)
    fixed = peewee.JSONField(default=dict)
    strict = peewee.BooleanField(default=False)
    progress = EnumCharField(ImportProgress, default=ImportProgress.uploaded)
    position = peewee.DoubleField(default=0)
    read = peewee.IntegerField(default=0)
    added = peewee.IntegerField(default=0)
    updated = peewee.IntegerField(default=0)
    unchanged = peewee.IntegerField(default=0)
    rejected = peewee.IntegerField(default=0)
    outcomes = peewee.JSONField(default=dict)
    notes = peewee.JSONField(default=list)
    error = CheckedCharField(500, default="")
    error_params = peewee.JSONField(default=dict)
    made_at = UTCDateTimeField()
    finished_at = UTCDateTimeField(null=True)
    place = CheckedCharField(32, null=True)
    options = peewee.JSONField(null=True)

    # Making

    @classmethod
    def receive(
        cls, *, by: Person, name: str, file: str, place: str, at: dt.datetime, **found
    ) -> Import:
        """Save an upload that can be read as a table.

        Args:
            file: Its random name in the folder of files.
            place: The mark of that folder.
            found: Kind, encoding, delimiter, columns and estimated number of rows.
        """
        job = cls(by=by, name=name[:200], file=file, place=place, made_at=at, **found)
        job.source = normalize("NFC", name).removeprefix("rejected-")[:120]
        job.save(force_insert=True)
        return job

    # Verbs

    def wait(
        self,
        *,
        mapping: dict,
        fixed: dict,
        source: str,
        strict: bool,
        at: dt.datetime,
        columns: list[str] | None = None,
        options: dict | None = None,
    ) -> None:
        """Queue it for the worker; a second call does nothing.

        Args:
            columns: The headings of the sheet that was chosen, where one was.
            options: The sheet, the line of the header and the order of days.

        Raises:
            ValidationFailed: The source has no name, or one that is too long.
        """
        answers = {"source": source}
        problems = required(answers, ["source"]) + length_errors(answers, Import)
        raise_if_errors(problems)
        waiting = Import.update(
            mapping=mapping,
            fixed=fixed,
            source=source,
            strict=strict,
            columns=columns or self.columns,
            options=options or None,
            progress=ImportProgress.waiting,
        ).where(Import.id == self.id, Import.progress == ImportProgress.uploaded)
        with self._meta.database.atomic():
            if waiting.execute():
                AuditEvent.record(EventType.imported, on=self)
                folder = self.place and files_at(self.place)
                Job.enqueue("import", at=at, needs=folder, id=self.id)

    def advance(self, position: float, **found) -> None:
        """Save the progress, in the transaction of the rows; `position` is 0 to 1."""
        self.progress = ImportProgress.running
        self.position = position
        for name, value in found.items():
            setattr(self, name, value)
        self.save()

    def begin_again(self) -> None:
        """Reset the counts; for a strict import that starts again."""
        Rejection.delete().where(Rejection.import_job == self).execute()
        self.advance(
            0,
            read=0,
            added=0,
            updated=0,
            unchanged=0,
            rejected=0,
            outcomes={},
            notes=[],
        )

    def finish(self, at: dt.datetime, trouble: FieldError | None = None) -> None:
        """Mark it as done, or as failed for a reason."""
        self.progress = ImportProgress.done
        self.finished_at = at
        if trouble:
            self.progress = ImportProgress.failed
            self.error = trouble.message
            self.error_params = dict(trouble.params)
        else:
            self.position = 1
        self.save()

    # Predicates

    @classmethod
    def forgotten(cls, at: dt.datetime) -> list[Import]:
        """Uploads that were abandoned."""
        old = (cls.made_at < at - FORGOTTEN_AFTER) | is_ahead(cls.made_at, at)
        return list(cls.select().where(cls.progress == ImportProgress.uploaded, old))

    @property
    def is_open(self) -> bool:
        return self.progress is ImportProgress.uploaded

    @property
    def is_over(self) -> bool:
        return self.progress in (ImportProgress.done, ImportProgress.failed)

    @property
    def nothing_taken(self) -> bool:
        """Whether a strict import took no row because one was rejected."""
        return self.strict and self.is_over and self.rejected > 0


class Rejection(BaseModel):
    """A rejected row: each reason with its column, and the cells of the file."""

    import_job = peewee.ForeignKeyField(
        Import, backref="rejections", on_delete="CASCADE"
    )
    line = peewee.IntegerField()
    reasons = peewee.JSONField(default=list)
    cells = peewee.JSONField(default=list)
