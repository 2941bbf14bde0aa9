"""The report of an import in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from flask_babel import gettext, ngettext

from tracker.core.imports import Note
from tracker.core.validation import N_
from tracker.experiments.models import Import, ImportProgress, Rejection
from tracker.guidelines.starting_set import PLATFORM_NAMES
from tracker.lessons.enums import Outcome
from tracker.web.i18n import day, number, ready_text, translated

DELIMITERS = {
    ",": N_("commas"),
    ";": N_("semicolons"),
    "\t": N_("tabs"),
    "|": N_("bars"),
}


def progress_text(job: Import) -> str:
    """The progress of an import."""
    if job.progress is ImportProgress.waiting:
        return gettext("It is next in line. You may close this page; it goes on.")
    if job.is_over:
        return gettext("Done.")
    rows = ngettext(
        "%(rows)s row read", "%(rows)s rows read", job.read, rows=number(job.read)
    )
    return gettext(
        "%(rows)s, %(added)s new so far. You may close this page; it goes on.",
        rows=rows,
        added=number(job.added),
    )


def found_text(job: Import) -> str:
    """The format and size of the uploaded table."""
    rows = ngettext(
        "about %(rows)s row",
        "about %(rows)s rows",
        job.about or 0,
        rows=number(job.about or 0),
    )
    columns = ngettext(
        "%(n)s column", "%(n)s columns", len(job.columns), n=number(len(job.columns))
    )
    if job.kind == "xlsx":
        return gettext(
            "%(name)s is an Excel workbook: %(columns)s, %(rows)s.",
            name=job.name,
            columns=columns,
            rows=rows,
        )
    if job.kind == "ods":
        return gettext(
            "%(name)s is an OpenDocument spreadsheet: %(columns)s, %(rows)s.",
            name=job.name,
            columns=columns,
            rows=rows,
        )
    between = translated(DELIMITERS.get(job.delimiter, job.delimiter))
    return gettext(
        "%(name)s is a text in %(encoding)s with %(between)s between the cells: %(columns)s,"
        " %(rows)s.",
        name=job.name,
        encoding=job.encoding.upper(),
        between=between,
        columns=columns,
        rows=rows,
    )


def say(note: Mapping | Note) -> str:
    """A note on a cell, in the reader's language."""
    if isinstance(note, Note):
        message = note.message
        params = note.params
    else:
        message = note["message"]
        params = note["params"]
    if chosen := params.get("chosen"):
        params = dict(params) | {"chosen": ready_text(chosen, PLATFORM_NAMES)}
    return translated(message, **params)


def shown(value: float | dt.date | None) -> str:
    """A number or a day as it will be saved; a dash where it is left empty."""
    if value is None:
        return "–"
    if isinstance(value, dt.date):
        return day(value)
    return number(value)


def outcomes_of(job: Import) -> list[tuple[Outcome, int]]:
    """How many rows had which outcome."""
    return [
        (outcome, job.outcomes[outcome.value])
        for outcome in Outcome
        if job.outcomes.get(outcome.value)
    ]


def where(note: Mapping) -> str:
    """The lines that a note is about."""
    lines = ", ".join(map(str, note["lines"][:5]))
    more = note["count"] - len(note["lines"][:5])
    if more > 0:
        return gettext("%(lines)s and %(more)s more", lines=lines, more=number(more))
    return lines


def rejected_columns(job: Import) -> list[str]:
    """The headings: line, column and reason, and after them those of the file."""
    headings = []
    for name in ("line", "column", "reason"):
        if name in job.columns:
            name = f"rejected_{name}"
        headings.append(name)
    return headings + job.columns


def rejected_cells(row: Rejection) -> list:
    """The cells of a rejected row: line, columns and reasons, and those of the file."""
    columns = "; ".join(
        dict.fromkeys(word["column"] for word in row.reasons if word["column"])
    )
    reasons = " ".join(say(word) for word in row.reasons)
    return [row.line, columns, reasons] + row.cells
