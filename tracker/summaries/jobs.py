"""Draft a summary, by hand or by the job that runs when a quarter has ended."""

from __future__ import annotations

from flask import current_app

from tracker.core.validation import ValidationFailed
from tracker.dashboard.queries import Period
from tracker.jobs.models import Job
from tracker.quarters import Quarter
from tracker.summaries import queries
from tracker.summaries.models import Summary
from tracker.web.clock import now, today


def period_of(quarter: Quarter) -> Period:
    """The period of a quarter of the whole organisation, as of today."""
    return Period(quarter, today(), current_app.config["TRACKER"].time_zone)


def draft(quarter: Quarter, *, by) -> Summary:
    """Draft the summary of a quarter from today's figures.

    Raises:
        ValidationFailed: It has not ended, or is drafted already.
    """
    period = period_of(quarter)
    lessons = queries.surprising(period)
    surprising = None
    if lessons:
        surprising = lessons[0].id
    return Summary.draft(
        quarter,
        figures=queries.taken(period),
        surprising=surprising,
        by=by,
        at=now(),
        on=today(),
    )


def draft_by_the_clock(job: Job) -> None:
    """Draft the quarter that has ended, once, if anything had been shared by then."""
    quarter = Quarter.of(today()).previous
    if not queries.anything_in(quarter, period_of(quarter)):
        return
    try:
        draft(quarter, by=None)
    except ValidationFailed:
        return  # a facilitator was faster, or the job is run again


HANDLERS = {"quarter": draft_by_the_clock}
