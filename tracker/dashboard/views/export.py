"""Views: the figures as CSV and XLSX, one a row; hidden figures stay hidden."""

from tempfile import TemporaryFile

from flask import current_app
from flask_login import current_user, login_required

from tracker.accounts.models import readable_by
from tracker.dashboard.queries.export import COLUMNS, figures
from tracker.dashboard.views import dashboard
from tracker.dashboard.views.measures import parse_filter
from tracker.tables import csv_chunks, write_xlsx
from tracker.web.access import require
from tracker.web.clock import today
from tracker.web.stream import streamed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dashboard.get("/dashboard/export.csv")
@login_required
def export_csv():
    require(readable_by(current_user))
    return streamed(
        csv_chunks(COLUMNS, export_rows()), "text/csv", f"{file_name()}.csv"
    )


@dashboard.get("/dashboard/export.xlsx")
@login_required
def export_xlsx():
    require(readable_by(current_user))
    return streamed(workbook(export_rows()), XLSX, f"{file_name()}.xlsx")


def export_rows():
    """The rows that the address asks for."""
    question = parse_filter()
    return figures(
        question.period(current_app.config["TRACKER"].time_zone),
        question.unit,
        question.platform,
    )


def workbook(rows):
    """The rows as a workbook, in chunks of bytes."""
    with TemporaryFile() as file:
        write_xlsx(file, COLUMNS, rows)
        file.seek(0)
        yield from iter(lambda: file.read(64_000), b"")


def file_name():
    """The name of the file, without its ending."""
    return f"forsoeg-{parse_filter().quarter}-{today().isoformat()}"
