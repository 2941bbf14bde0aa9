"""Views: a summary as PDF, and its figures as CSV."""

from __future__ import annotations

from flask import Response
from flask_login import login_required

from tracker import pdf as papers
from tracker.summaries.export import COLUMNS, figures, pdf_data, title_of
from tracker.summaries.models import Summary
from tracker.summaries.presentation import SummaryView
from tracker.summaries.views import summaries
from tracker.summaries.views.detail import edition_of
from tracker.web.i18n import locale_code
from tracker.web.table_file import csv_file


@summaries.get("/summaries/<quarter>.pdf")
@login_required
def pdf(quarter):
    summary, _ = edition_of(quarter)
    sheet = SummaryView.of(summary)
    at = sheet.signed_at or summary.changed_at
    printed = papers.pdf(
        "summaries/summary.typ",
        pdf_data(sheet),
        language=locale_code(),
        title=title_of(sheet),
        at=at,
    )
    return _file(printed, "application/pdf", summary, "pdf")


@summaries.get("/summaries/<quarter>.csv")
@login_required
def csv(quarter):
    summary, _ = edition_of(quarter)
    return csv_file(COLUMNS, figures(SummaryView.of(summary)), called(summary))


def _file(content: bytes, mimetype: str, summary: Summary, ending: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.headers.set(
        "Content-Disposition", "attachment", filename=f"{called(summary)}.{ending}"
    )
    return answer


def called(summary: Summary) -> str:
    """The name of the file, without its ending."""
    name = f"forsoeg-{summary.quarter}"
    if summary.edition > 1:
        name += f"-{summary.edition}"
    return name
