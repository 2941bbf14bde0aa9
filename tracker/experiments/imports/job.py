"""The job of an import: the worker runs it, and continues after a crash."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

from tracker.core.imports import ImportReport, Rejected
from tracker.core.validation import N_, FieldError
from tracker.experiments.imports.mapping import COLUMNS, Mapping
from tracker.experiments.imports.run import Run
from tracker.experiments.models import Import, Rejection
from tracker.folder import Folder
from tracker.jobs.models import TRIES, Job
from tracker.tables import SURPLUS, Table, UnreadableTable, open_table

GONE = N_("The file is no longer here. Please upload it once more.")
BROKEN = N_(
    "Something went wrong here, and trying again did not help. What was taken stands; it is safe to"
    " run it once more."
)


def run_import(
    queued_job: Job,
    *,
    folder: Folder,
    now: Callable[[], dt.datetime],
    today: Callable[[], dt.date],
    zone: dt.tzinfo = dt.UTC,
) -> None:
    """Run the import that a job names, and remove its file when it is over."""
    job = Import.get_or_none(Import.id == queued_job.payload["id"])
    if job is None:
        return
    if not job.is_over:
        job.finish(now(), _trouble(job, folder, queued_job, now, today, zone))
    folder.delete(job.file)


def open_list(job: Import, folder: Folder, sheet: str = "", header: str = "") -> Table:
    """Open the table of an import; the sheet and the line of the header may be chosen.

    Raises:
        UnreadableTable: It cannot be read, or has no such sheet.
        FileNotFoundError: It is no longer here.
    """
    chosen = job.options or {}
    sheet = sheet or chosen.get("sheet", "")
    header = header or chosen.get("header", "")
    line = 0
    if header.isascii() and header.isdecimal() and len(header) < 5:
        line = int(header)
    file = folder.open(job.file)
    try:
        table = open_table(
            file, job.name, sheet=sheet, score=COLUMNS.score, header=line
        )
    except BaseException:
        file.close()
        raise
    table.owns_file = True
    return table


def _trouble(
    job: Import, folder: Folder, queued_job: Job, now, today, zone: dt.tzinfo
) -> FieldError | None:
    try:
        with open_list(job, folder) as table:
            _run(job, table, queued_job, now, today(), zone)
    except UnreadableTable as error:
        return FieldError("", error.message, error.params)
    except FileNotFoundError:
        return FieldError("", GONE)
    except Exception:
        if queued_job.tries < TRIES:
            raise
        return FieldError("", BROKEN)
    return None


def _run(
    job: Import, table: Table, queued_job: Job, now, on: dt.date, zone: dt.tzinfo
) -> None:
    if job.strict:
        job.begin_again()
    run = Run(
        table,
        Mapping(job.mapping, job.fixed),
        source=job.source,
        by=job.by,
        at=now(),
        on=on,
        zone=zone,
        days=(job.options or {}).get("days", ""),
        import_job=job.id,
        strict=job.strict,
        report=_report_of(job),
    )

    def watch(rejected: list[Rejected]) -> None:
        _keep(job, rejected, table.columns)
        position = table.position
        if run.checking:
            position /= 2
        job.advance(position, **_found(run.report))
        queued_job.renew_lease(now())

    run.watch = watch
    for _ in run.all():
        pass
    job.advance(1, **_found(run.report))


def _report_of(job: Import) -> ImportReport:
    return ImportReport(
        read=job.read,
        added=job.added,
        updated=job.updated,
        unchanged=job.unchanged,
        rejected=job.rejected,
        tallies=Counter(job.outcomes),
        notes=list(job.notes),
    )


def _found(report: ImportReport) -> dict:
    """The columns of `Import` that a report fills."""
    outcomes = dict(report.tallies)
    return report.counts() | {"outcomes": outcomes, "notes": report.notes}


def _keep(job: Import, rejected: list[Rejected], columns: list[str]) -> None:
    rows = [
        {
            "import_job": job,
            "line": row.line,
            "reasons": [
                {
                    "column": note.column,
                    "message": note.message,
                    "params": dict(note.params),
                }
                for note in row.reasons
            ],
            "cells": [row.row[column] for column in columns]
            + (row.row.get(SURPLUS) or []),
        }
        for row in rejected
    ]
    if rows:
        Rejection.insert_many(rows).execute()
