"""Views: the figures as CSV and XLSX, one a row; hidden figures stay hidden. And the
experiments behind one of them.
"""

from flask import abort, current_app, request
from flask_login import current_user, login_required

from tracker.accounts.models import readable_by
from tracker.audit.models import AuditEvent, EventType
from tracker.dashboard.forms.filters import parse_drilldown
from tracker.dashboard.queries.drilldown_rows import drilldown_rows
from tracker.dashboard.queries.export import (
    COLUMNS,
    columns_behind,
    exported_behind,
    figures,
)
from tracker.dashboard.queries.measures import rows_behind
from tracker.dashboard.views import dashboard
from tracker.dashboard.views.measures import parse_filter
from tracker.web.access import require
from tracker.web.clock import today
from tracker.web.responses import public_url
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


@dashboard.get("/dashboard/rows/export.csv")
@login_required
def rows_csv():
    columns, rows = behind()
    return csv_file(columns, rows, file_name())


@dashboard.get("/dashboard/rows/export.xlsx")
@login_required
def rows_xlsx():
    columns, rows = behind()
    return xlsx_file(columns, rows, file_name(), link=("title", page_of))


def behind():
    """The columns and the rows of the experiments behind a figure."""
    require(readable_by(current_user))
    AuditEvent.try_to_record(EventType.exported, on=current_user)
    question = parse_filter()
    figure = parse_drilldown(request.args)
    if rows_behind(figure) is None:
        abort(404)
    viewer = current_user._get_current_object()
    period = question.period(current_app.config["TRACKER"].time_zone)
    found = drilldown_rows(figure, period, viewer)
    return columns_behind(found), exported_behind(found, viewer)


def page_of(row) -> str:
    """The address of the experiment of a row, which begins with its id."""
    return public_url("experiments.experiment", id=row[0])


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
