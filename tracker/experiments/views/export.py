"""Views: the filtered list as a CSV or XLSX file, with the unit but not the author."""

from tempfile import TemporaryFile

from flask import request, url_for
from flask_login import current_user, login_required

from tracker.audit.models import AuditEvent, EventType
from tracker.experiments.forms.filters import ExperimentFilters
from tracker.experiments.queries.export import COLUMNS, exported
from tracker.experiments.views import experiments
from tracker.tables import csv_chunks, write_xlsx
from tracker.web.clock import today
from tracker.web.stream import streamed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@experiments.get("/export.csv")
@login_required
def export_csv():
    AuditEvent.try_to_record(EventType.exported, on=current_user)
    return streamed(csv_chunks(COLUMNS, chosen()), "text/csv", f"{file_name()}.csv")


@experiments.get("/export.xlsx")
@login_required
def export_xlsx():
    AuditEvent.try_to_record(EventType.exported, on=current_user)
    return streamed(workbook(chosen()), XLSX, f"{file_name()}.xlsx")


def workbook(rows):
    """The rows as a workbook, in pieces.

    It is written whole first: a zip cannot be sent while it is made.
    """
    with TemporaryFile() as file:
        write_xlsx(file, COLUMNS, rows)
        file.seek(0)
        yield from iter(lambda: file.read(64_000), b"")


def chosen():
    """The rows of the filters in the address."""
    asked = ExperimentFilters.read(url_for("experiments.index"), request.args).asked()
    return exported(current_user._get_current_object(), asked, today())


def file_name():
    """The name of the file without its ending."""
    return f"forsoeg-{today().isoformat()}"
