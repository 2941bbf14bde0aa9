"""Jobs: adding up what was feared, and writing down the figures of quarters, by night."""

from __future__ import annotations

from flask import current_app

from tracker.fears.models import FearBatch
from tracker.fears.queries.cohort_figure import write_down_due
from tracker.jobs.models import Job
from tracker.web.clock import today


def run_nightly(job: Job) -> None:
    """Close the batches of fears that are due, and write down the quarters that are."""
    FearBatch.close_due(today())
    write_down_due(today(), current_app.config["TRACKER"].time_zone)


HANDLERS = {"fear_sums": run_nightly}
