"""The worker: leases jobs and runs the handler of each kind."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Collection, Mapping

from tracker.db import database
from tracker.jobs.lane import EVERYTHING, Lane
from tracker.jobs.mail import MailNotSent, MailRefused, MailServerAway, MailUncertain
from tracker.jobs.models import MAILS, Job, MailCount, MailRefusal, Schedule
from tracker.moments import is_recent

log = logging.getLogger("tracker.worker")

HOUR = dt.timedelta(hours=1)
PEOPLE = "/admin/people"

Handlers = Mapping[str, Callable[[Job], None]]


def run_due(
    handlers: Handlers,
    now: Callable[[], dt.datetime],
    abilities: Collection[str] | None = None,
    lane: Lane = EVERYTHING,
) -> int:
    """Run every job of a lane that is due and that this machine can do.

    One that fails is told in the log and tried again later.

    Returns:
        How many were done.
    """
    done = 0
    while job := lane.lease(now(), abilities):
        is_away = False
        try:
            handlers[job.kind](job)
        except (
            Exception
        ) as error:  # whatever went wrong with one job, the next ones wait
            log.exception("job failed", extra={"job": job.id, "kind": job.kind})
            is_away = isinstance(error, (MailServerAway, MailUncertain))
            _settle(job, error, now())
        else:
            job.done()
            done += 1
            if job.kind in MAILS:
                MailCount.add(job.kind, "done")
        lane.note(is_away)
    return done


def _settle(job: Job, error: Exception, at: dt.datetime) -> None:
    """What becomes of a job that failed."""
    trouble = f"{type(error).__name__}: {error}"
    if job.kind in MAILS:
        MailCount.add(job.kind, _outcome(error))
    if isinstance(error, MailRefused):
        MailRefusal.record(error.email, error.reason, at=at)
        tell_undelivered(job, at)
        # Nothing waits for an operator: the address stands on the page of people
        job.done()
    elif isinstance(error, MailNotSent) and job.kind in MAILS:
        if isinstance(error, MailUncertain) and job.is_claimed():
            job.give_up(trouble)
        elif not job.postpone(trouble, at):
            tell_undelivered(job, at)
    else:
        job.fail(trouble, at)


def _outcome(error: Exception) -> str:
    if isinstance(error, MailRefused):
        return "refused"
    if isinstance(error, MailUncertain):
        return "uncertain"
    return "not_taken"


def tell_undelivered(job: Job, at: dt.datetime) -> None:
    """Tell whoever asked for a mail that it does not arrive, once a day."""
    by = job.payload.get("by")
    if job.kind == "invitation" and by:
        event = f"undelivered:{at:%Y-%m-%d}"
        to = {"to": [by], "by": None, "path": PEOPLE, "event": event}
        Job.enqueue("tell", at=at, what="undelivered", **to)


def work(
    handlers: Handlers,
    now: Callable[[], dt.datetime],
    stop: threading.Event,
    every: float = 0.5,
    hourly=None,
    times=None,
    fits=None,
    abilities: Callable[[], Collection[str]] | None = None,
    lane: Lane = EVERYTHING,
) -> None:
    """Run jobs as they fall due until asked to stop. The connection is closed between rounds.

    Args:
        hourly: What is done at the start and then once an hour, by every worker, with the time.
        times: What falls due by the clock, for one worker of them all: see `Schedule.enqueue_due`.
        fits: Whether the database still is of this version; the worker ends when it is not.
        abilities: What this machine can do, asked before each round; everything when left out.
        lane: Which jobs it takes.
    """
    swept_at = None
    while not stop.is_set():
        try:
            with database.connection_context():
                if fits and not fits():
                    log.error("the database is of another version now; the worker ends")
                    return
                if hourly and not is_recent(swept_at, HOUR, now()):
                    swept_at = now()
                    hourly(swept_at)
                Schedule.enqueue_due(times or {}, now())
                run_due(handlers, now, abilities and abilities(), lane)
        except Exception:  # a database that restarts must not end the worker
            log.exception("worker round failed")
            stop.wait(5)
        stop.wait(every)
