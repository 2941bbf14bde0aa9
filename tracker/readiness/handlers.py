"""Jobs: closing a round after its last day, and reminding people who have not answered."""

from __future__ import annotations

import datetime as dt

from flask import current_app

from tracker.accounts.emails import greeting_name, send
from tracker.core.validation import N_
from tracker.db import database
from tracker.jobs.models import Job
from tracker.readiness import finalise
from tracker.readiness.models import Pulse
from tracker.readiness.reminders import remind
from tracker.web.clock import now, today
from tracker.web.responses import public_url

MORNING = dt.time(8)
REMINDER = N_("You can still answer the pulse")


def run_hourly(job: Job) -> None:
    """Close a round that is over; enqueue the reminders that are due this morning."""
    pulse = Pulse.current()
    if pulse is None:
        return
    if not pulse.takes_answers(today()) or pulse.came_back_empty:
        pulse.close(at=now(), on=today())
        return
    due = pulse.reminders_due(today())
    local = now().astimezone(current_app.config["TRACKER"].time_zone)
    if local.time() >= MORNING and due > pulse.reminded:
        with database.atomic():
            if (
                Pulse.update(reminded=due)
                .where(Pulse.id == pulse.id, Pulse.reminded < due)
                .execute()
            ):
                Job.enqueue("pulse_remind", at=now(), pulse=pulse.id, time=due)


def send_reminders(job: Job) -> None:
    """Send a mail to everybody with an invitation left, if the round is still open."""
    pulse = Pulse.current()
    if (
        pulse is None
        or pulse.id != job.payload["pulse"]
        or not current_app.config["TRACKER"].mail_url
    ):
        return

    def write_to(person):
        job.renew_lease(now())
        send(
            "readiness/mail_reminder",
            person.email,
            person.locale,
            REMINDER,
            name=greeting_name(person),
            closes_on=pulse.closes_on,
            url=public_url("readiness.pulse"),
        )

    remind(job.payload["time"], write_to)


HANDLERS = {
    "pulse": run_hourly,
    "pulse_remind": send_reminders,
    "pulse_seal": lambda job: finalise.finalise(job.payload["pulse"]),
}
