"""Views: the filtered list as a CSV or XLSX file, with the unit but not the author."""

from flask import request, url_for
from flask_login import current_user, login_required

from tracker.audit.models import AuditEvent, EventType
from tracker.experiments.forms.filters import ExperimentFilters
from tracker.experiments.queries.export import COLUMNS, exported
from tracker.experiments.views import experiments
from tracker.web.clock import today
from tracker.web.responses import public_url
from tracker.web.table_file import csv_file, xlsx_file


@experiments.get("/export.csv")
@login_required
def export_csv():
    AuditEvent.try_to_record(EventType.exported, on=current_user)
    return csv_file(COLUMNS, chosen(), file_name())


@experiments.get("/export.xlsx")
@login_required
def export_xlsx():
    AuditEvent.try_to_record(EventType.exported, on=current_user)
    return xlsx_file(COLUMNS, chosen(), file_name(), link=("title", page_of))


def page_of(row) -> str:
    """The address of the experiment of a row, which begins with its id."""
    return public_url("experiments.experiment", id=row[0])


def chosen():
    """The rows of the filters in the address."""
    asked = ExperimentFilters.read(url_for("experiments.index"), request.args).asked()
    return exported(current_user._get_current_object(), asked, today())


def file_name():
    """The name of the file without its ending."""
    return f"forsoeg-{today().isoformat()}"
