"""Jobs: adding up what was feared, the figures of quarters and of trials, by night."""

from __future__ import annotations

from flask import current_app

from tracker.fears.models import FearBatch
from tracker.fears.queries.cohort_figure import write_down_due
from tracker.fears.queries.guess_count import write_down_forecasts
from tracker.fears.trial_card import publish_due
from tracker.jobs.models import Job
from tracker.web.clock import now, today


def run_nightly(job: Job) -> None:
    """Close the batches of fears that are due, write down the quarters that are, and
    publish the trial that is.
    """
    FearBatch.close_due(today())
    publish_due(today(), now())
    write_down_forecasts(today())
    write_down_due(today(), current_app.config["TRACKER"].time_zone)


HANDLERS = {"fear_sums": run_nightly}
