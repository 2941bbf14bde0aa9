"""What runs when one of this feature's jobs falls due."""

from __future__ import annotations

import datetime as dt

from flask import current_app
from flask_babel import force_locale

from tracker.experiments.models import Experiment
from tracker.jobs.models import Job
from tracker.notifications.handlers import notify_of_act
from tracker.notifications.schedule import daily, week_of
from tracker.tokens.models import service_viewer
from tracker.web.clock import begins, now, today
from tracker.webhooks import queries
from tracker.webhooks.call import AddressRefused, CallFailed, post, target_of
from tracker.webhooks.enums import OF_ALL, HookEvent
from tracker.webhooks.message import HookMessage, body_of, headers_of, message_of
from tracker.webhooks.models import HookDelivery, Webhook

# Tries before a webhook is paused; the last is a quarter of an hour after the first
TRIES = 6
GONE = 410


def tell(job: Job) -> None:
    """Tell colleagues of an act, and webhooks where it is one of their events."""
    notify_of_act(job)
    at = now()
    what = job.payload.get("what")
    if what == "conclusion":
        _announce_conclusion(job.payload["experiment"], at)
    elif what == "reuse":
        reuse = job.payload["reuse"]
        key = f"thanks:{reuse}"
        HookDelivery.announce(HookEvent.thanks, key=key, about=reuse, at=at)


def announce(job: Job) -> None:
    """Announce a signature at once; each morning what has come with the day."""
    at = now()
    if summary := job.payload.get("summary"):
        key = f"signed:{summary}"
        HookDelivery.announce(HookEvent.signed, key=key, about=summary, at=at)
        return
    HookDelivery.sweep(at)
    viewer = service_viewer()
    for id in queries.waiting_questions(viewer, at):
        HookDelivery.announce(HookEvent.question, key=f"question:{id}", about=id, at=at)
    monday = today() - dt.timedelta(days=today().weekday())
    if weekly := queries.weekly_experiment(viewer, begins(monday)):
        key = f"week:{week_of(at, _zone())}"
        HookDelivery.announce(HookEvent.lesson_of_week, key=key, about=weekly, at=at)


def deliver(job: Job) -> None:
    """Send one event to one webhook.

    Raises:
        CallFailed: It is to be tried again.
    """
    delivery = HookDelivery.get_or_none(HookDelivery.id == job.payload["delivery"])
    if delivery is None or delivery.sent_at or delivery.hook.paused_at:
        return
    hook = delivery.hook
    with force_locale(hook.locale):
        message = _message(delivery, hook)
        if message is None:
            return
        try:
            send(hook, message, f"msg_{delivery.public_id}")
        except CallFailed as failed:
            _settle_failure(hook, failed, job)
            return
    hook.note_success(now())
    HookDelivery.update(sent_at=now()).where(HookDelivery.id == delivery.id).execute()


def send(hook: Webhook, message: HookMessage, id: str) -> None:
    """Send a message to a webhook.

    Raises:
        CallFailed: It did not get through, or was refused.
    """
    config = current_app.config["TRACKER"]
    body = body_of(message, hook.shape, now())
    headers = headers_of(hook, id, body, now(), config.secret_key)
    status = post(target_of(hook.url, config.webhook_hosts), body, headers)
    if not 200 <= status < 300:
        raise CallFailed(str(status))


def _announce_conclusion(id: int, at: dt.datetime) -> None:
    """Announce a conclusion; one without a name the next morning, since the minute
    could tell who was at work.
    """
    experiment = Experiment.get_or_none(Experiment.id == id)
    if experiment is None:
        return
    due = at
    if experiment.is_withheld:
        due = daily(at, zone=_zone())
    key = f"concluded:{id}"
    HookDelivery.announce(HookEvent.concluded, key=key, about=id, at=at, due=due)


def _message(delivery: HookDelivery, hook: Webhook) -> HookMessage | None:
    """What there is to tell; None if nothing is, or it is another unit's."""
    facts = queries.facts_of(delivery, service_viewer(hook.locale))
    if facts is None:
        return None
    others = hook.unit_id and facts.unit_id != hook.unit_id
    if others and delivery.event not in OF_ALL:
        return None
    return message_of(delivery.event, facts)


def _settle_failure(hook: Webhook, failed: CallFailed, job: Job) -> None:
    """Note it and try again; pause a webhook that fails for good."""
    hook.note_failure(str(failed), now())
    for_good = isinstance(failed, AddressRefused) or str(failed) == str(GONE)
    if for_good or job.tries >= TRIES:
        hook.pause(now())
        return
    raise failed


def _zone():
    return current_app.config["TRACKER"].time_zone


HANDLERS = {"tell": tell, "announce": announce, "hook": deliver}
