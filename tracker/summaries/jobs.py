"""Drafting by the clock and by hand: what the figures are taken from, and the job
that falls due when a quarter has ended.
"""

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
    """A quarter of the whole organisation, as it stands today."""
    return Period(quarter, today(), current_app.config["TRACKER"].time_zone)


def draft(quarter: Quarter, *, by) -> Summary:
    """Draft a quarter from what is known today.

    Raises:
        ValidationFailed: It has not ended, or is drafted already.
    """
    period = period_of(quarter)
    lessons = queries.surprising(period)
    surprising = lessons[0].id if lessons else None
    return Summary.draft(
        quarter,
        figures=queries.taken(period),
        surprising=surprising,
        by=by,
        at=now(),
        on=today(),
    )


def draft_by_the_clock(job: Job) -> None:
    """Draft the quarter that has ended, once; where nothing has been shared yet, there
    is nothing to sum up.
    """
    quarter = Quarter.of(today()).previous
    if not queries.anything_in(quarter, period_of(quarter)):
        return
    try:
        draft(quarter, by=None)
    except ValidationFailed:
        return  # a facilitator was faster, or the job is run again


HANDLERS = {"quarter": draft_by_the_clock}
