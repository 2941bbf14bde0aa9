"""What the filter shows, as a file: streamed, with the unit and never the author."""

from tempfile import TemporaryFile

from flask import Response, request, send_file, stream_with_context, url_for
from flask_login import current_user, login_required

from tracker.experiments.forms.filtering import Choices
from tracker.experiments.queries.exporting import COLUMNS, exported
from tracker.experiments.views import experiments
from tracker.tables import csv_chunks, write_xlsx
from tracker.web.clock import today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@experiments.get("/export.csv")
@login_required
def export_csv():
    chunks = stream_with_context(csv_chunks(COLUMNS, chosen()))
    name = f'attachment; filename="{called()}.csv"'
    return Response(chunks, mimetype="text/csv", headers={"Content-Disposition": name})


@experiments.get("/export.xlsx")
@login_required
def export_xlsx():
    file = TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    write_xlsx(file, COLUMNS, chosen())
    file.seek(0)
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=f"{called()}.xlsx")


def chosen():
    """The rows that the address asks for."""
    asked = Choices.read(url_for("experiments.index"), request.args).asked()
    return exported(current_user, asked, today())


def called():
    """What the file is called."""
    return f"forsoeg-{today().isoformat()}"
