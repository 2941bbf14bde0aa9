"""Views: the figures as CSV and XLSX, one a row; hidden figures stay hidden."""

from flask import current_app
from flask_login import current_user, login_required

from tracker.accounts.models import readable_by
from tracker.dashboard.queries.export import COLUMNS, figures
from tracker.dashboard.views import dashboard
from tracker.dashboard.views.measures import parse_filter
from tracker.web.access import require
from tracker.web.clock import today
from tracker.web.table_file import csv_file, xlsx_file


@dashboard.get("/dashboard/export.csv")
@login_required
def export_csv():
    require(readable_by(current_user))
    return csv_file(COLUMNS, export_rows(), file_name())


@dashboard.get("/dashboard/export.xlsx")
@login_required
def export_xlsx():
    require(readable_by(current_user))
    return xlsx_file(COLUMNS, export_rows(), file_name())


def export_rows():
    """The rows that the address asks for."""
    question = parse_filter()
    return figures(
        question.period(current_app.config["TRACKER"].time_zone),
        question.unit,
        question.platform,
    )


def file_name():
    """The name of the file, without its ending."""
    return f"forsoeg-{parse_filter().quarter}-{today().isoformat()}"
