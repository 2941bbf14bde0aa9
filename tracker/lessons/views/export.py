"""Views: the library as a CSV or XLSX file, with the unit but not the author."""

from flask import current_app, request, url_for
from flask_login import current_user, login_required

from tracker.audit.models import AuditEvent, EventType
from tracker.experiments.forms.filters import LESSON_SORTS, LESSONS, ExperimentFilters
from tracker.lessons import queries
from tracker.lessons.queries.export import COLUMNS, exported
from tracker.lessons.views import lessons
from tracker.web.clock import today
from tracker.web.responses import public_url
from tracker.web.table_file import csv_file, xlsx_file


@lessons.get("/lessons/export.csv")
@login_required
def export_csv():
    AuditEvent.try_to_record(EventType.exported, on=current_user)
    return csv_file(COLUMNS, chosen(), file_name())


@lessons.get("/lessons/export.xlsx")
@login_required
def export_xlsx():
    AuditEvent.try_to_record(EventType.exported, on=current_user)
    return xlsx_file(COLUMNS, chosen(), file_name(), link=("lesson", page_of))


def page_of(row) -> str:
    """The address of the lesson of a row, which begins with its id."""
    return public_url("lessons.lesson", id=row[0])


def chosen():
    """The rows of the filters in the address."""
    filters = ExperimentFilters.read(
        url_for("lessons.index"), request.args, LESSONS, LESSON_SORTS
    )
    viewer = current_user._get_current_object()
    asked = queries.searched(viewer, filters.asked(), today())
    zone = current_app.config["TRACKER"].time_zone
    return exported(viewer, asked, today(), zone)


def file_name() -> str:
    """The name of the file without its ending."""
    return f"lessons-{today().isoformat()}"
