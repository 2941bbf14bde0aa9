"""Views: the list of summaries, and one edition."""

from __future__ import annotations

from flask import abort, request
from flask_login import current_user, login_required

from tracker.quarters import Quarter
from tracker.summaries import queries
from tracker.summaries.figure_text import headline
from tracker.summaries.forms import CorrectionForm, DraftForm, VersionForm
from tracker.summaries.models import Summary, SummarySubscription
from tracker.summaries.presentation import SummaryView
from tracker.summaries.queries.detail import to_draft
from tracker.summaries.views import summaries
from tracker.web.clock import today
from tracker.web.panels import panels_of
from tracker.web.responses import render_page


@summaries.get("/summaries")
@login_required
def index():
    return quarters_page(DraftForm(_open_quarters()))


@summaries.get("/summaries/<quarter>")
@login_required
def summary(quarter):
    summary, editions = edition_of(quarter)
    return summary_page(summary, editions, CorrectionForm(formdata=None))


# Helpers of several views


def edition_of(text: str) -> tuple[Summary, list[Summary]]:
    """The edition that the address asks for, and all editions that the viewer may read.

    The newest if the address names none; 404 if there is no such edition.
    """
    quarter = Quarter.parse(text) or abort(404)
    editions = queries.editions_of(quarter, current_user)
    asked = request.args.get("edition", "")
    if asked:
        chosen = [row for row in editions if str(row.edition) == asked]
    else:
        chosen = _newest(editions)
    if not chosen:
        abort(404)
    return chosen[0], editions


def quarters_page(form: DraftForm):
    rows = list(queries.readable_by(current_user))
    return render_page(
        "summaries/index.html",
        rows=rows,
        form=form,
        told=headline,
        drafts=Summary.editable_by(current_user),
        signs=Summary.signable_by(current_user),
        subscribed=SummarySubscription.is_subscribed(current_user),
    )


def summary_page(summary: Summary, editions: list[Summary], correction: CorrectionForm):
    before, after = queries.beside(summary.of, current_user)
    promise_from = None
    if summary.signature and Summary.signable_by(current_user):
        promise_from = {"summary": summary.id}
    return render_page(
        "summaries/summary.html",
        summary=summary,
        sheet=SummaryView.of(summary),
        editions=editions,
        before=before,
        after=after,
        promise_from=promise_from,
        correction=correction,
        acts=VersionForm(formdata=None, data={"version": summary.version}),
        writes=Summary.editable_by(current_user),
        signs=Summary.signable_by(current_user),
        **panels_of("summaries.summary", summary),
    )


def _newest(editions: list[Summary]) -> list[Summary]:
    """The signed editions; all of them if none is signed yet."""
    return [row for row in editions if row.signature] or editions


def _open_quarters() -> list[Quarter]:
    if Summary.editable_by(current_user):
        return to_draft(today())
    return []
