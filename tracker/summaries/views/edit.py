"""Views: draft, edit, offer and correct a summary, and take its figures again."""

from __future__ import annotations

from flask import abort, jsonify, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.quarters import Quarter
from tracker.questions.queries import unanswered
from tracker.summaries import queries
from tracker.summaries.forms import (
    Candidates,
    CorrectionForm,
    DraftForm,
    SummaryForm,
    VersionForm,
)
from tracker.summaries.jobs import draft, period_of
from tracker.summaries.models import Summary
from tracker.summaries.presentation import SummaryView
from tracker.summaries.queries.detail import to_draft
from tracker.summaries.views import summaries
from tracker.summaries.views.detail import edition_of, quarters_page, summary_page
from tracker.web.access import require
from tracker.web.clock import now, today
from tracker.web.conflicts import answer_conflict
from tracker.web.i18n import translated
from tracker.web.responses import is_ajax, redirect_with_message, render_page

MOST_QUESTIONS = 20


@summaries.post("/summaries")
@login_required
def begin():
    require(Summary.editable_by(current_user))
    form = DraftForm(to_draft(today()))
    made = form.validate() and form.try_call(draft, form.chosen, by=current_user)
    if not made:
        return quarters_page(form), 422
    return redirect_with_message(
        _edit_url(form.chosen),
        _("Drafted from what is known. The words are yours now."),
    )


@summaries.get("/summaries/<quarter>/edit")
@login_required
def edit(quarter):
    summary = unsigned(quarter)
    require(Summary.editable_by(current_user))
    return _edit_page(SummaryForm.of(summary, _candidates(summary)), summary)


@summaries.post("/summaries/<quarter>/edit")
@login_required
def amend(quarter):
    summary = unsigned(quarter)
    require(Summary.editable_by(current_user))
    form = SummaryForm(summary, _candidates(summary))
    if not form.validate():
        return _render_invalid(form, summary)
    try:
        saved = form.try_call(
            summary.amend,
            version=form.made_from,
            by=current_user,
            at=now(),
            **form.cleaned_data(),
        )
    except EditConflict as stale:
        return _stale(form, stale.current)
    if saved:
        return _settled(summary)
    return _render_invalid(form, summary)


@summaries.post("/summaries/<quarter>/figures")
@login_required
def take_figures(quarter):
    summary = unsigned(quarter)
    require(Summary.editable_by(current_user))
    figures = queries.taken(period_of(summary.of))
    return _act(
        summary, _("The figures are as of today."), summary.update_figures, figures
    )


@summaries.post("/summaries/<quarter>/offer")
@login_required
def offer(quarter):
    summary = unsigned(quarter)
    require(Summary.editable_by(current_user))
    return _act(
        summary, _("The leaders are told that it waits for a signature."), summary.offer
    )


@summaries.post("/summaries/<quarter>/correction")
@login_required
def correct(quarter):
    summary, editions = edition_of(quarter)
    require(Summary.editable_by(current_user))
    form = CorrectionForm()
    figures = queries.taken(period_of(summary.of))
    made = form.validate() and form.try_call(
        summary.correct,
        reason=form.reason.data,
        figures=figures,
        by=current_user,
        at=now(),
    )
    if not made:
        return summary_page(summary, editions, form), 422
    return redirect_with_message(
        _edit_url(summary.of),
        _("A new version is begun. What was signed stays beside it."),
    )


# Helpers of several views


def unsigned(text: str) -> Summary:
    """The unsigned edition of a quarter; 404 if there is none or it may not be read."""
    quarter = Quarter.parse(text)
    summary = (
        quarter and Summary.readable_by(current_user) and queries.being_written(quarter)
    )
    return summary or abort(404)


def _act(summary: Summary, done: str, verb, *args):
    """Call a verb on the version that the page showed; a newer version is an error."""
    there = url_for(
        "summaries.summary", quarter=summary.quarter, edition=summary.edition
    )
    try:
        verb(*args, version=VersionForm().made_from, by=current_user, at=now())
    except ValidationFailed as refused:
        problem = refused.problems[0]
        message = translated(problem.message, **problem.params)
        if problem.field == "next_question":
            message = _("Write the next question first.")
        if problem.field == "answer":
            message = _("Write first what you found about the last question.")
        return redirect_with_message(there, message, "error")
    except EditConflict:
        return redirect_with_message(
            there,
            _(
                "Somebody has changed it since you opened the page. Please read it again."
            ),
            "error",
        )
    return redirect_with_message(there, done)


def _candidates(summary: Summary) -> Candidates:
    """The lessons to choose those from that stand out."""
    period = period_of(summary.of)
    return Candidates(
        queries.surprising(period),
        queries.quotable(period),
        queries.well_met(period),
    )


def _settled(summary: Summary):
    """The response after saving: JSON for a script, a redirect for a person."""
    if is_ajax():
        address = _edit_url(summary.of)
        return jsonify(
            url=address,
            autosave=address,
            version=summary.version,
            saved=format_time(now(), "short"),
        )
    return redirect_with_message(
        url_for("summaries.summary", quarter=summary.quarter, edition=summary.edition),
        _("Saved."),
    )


def _render_invalid(form: SummaryForm, summary: Summary):
    if is_ajax():
        return jsonify(error="not saved", fields=sorted(form.errors)), 422
    return _edit_page(form, summary), 422


def _stale(form: SummaryForm, current: Summary):
    if is_ajax():
        return jsonify(error="stale", version=current.version), 409
    return answer_conflict(
        form,
        current,
        page=lambda row, conflicts: _edit_page(form, row, conflicts),
        saved=lambda: _settled(current),
    )


def _edit_page(form: SummaryForm, summary: Summary, conflicts=()):
    return render_page(
        "summaries/edit.html",
        form=form,
        summary=summary,
        conflicts=conflicts,
        sheet=SummaryView.of(summary),
        open_questions=list(unanswered(current_user).limit(MOST_QUESTIONS)),
    )


def _edit_url(quarter: Quarter) -> str:
    return url_for("summaries.edit", quarter=str(quarter))
