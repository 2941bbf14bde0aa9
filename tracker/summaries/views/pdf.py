"""Views: a summary as PDF, and its figures as CSV."""

from __future__ import annotations

from flask import Response
from flask_login import login_required

from tracker.summaries.export import COLUMNS, figures, file_name, printed
from tracker.summaries.presentation import SummaryView
from tracker.summaries.views import summaries
from tracker.summaries.views.detail import edition_of
from tracker.web.table_file import csv_file


@summaries.get("/summaries/<quarter>.pdf")
@login_required
def pdf(quarter):
    summary, _ = edition_of(quarter)
    answer = Response(printed(SummaryView.of(summary)), mimetype="application/pdf")
    name = f"{file_name(summary)}.pdf"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@summaries.get("/summaries/<quarter>.csv")
@login_required
def csv(quarter):
    summary, _ = edition_of(quarter)
    return csv_file(COLUMNS, figures(SummaryView.of(summary)), file_name(summary))
