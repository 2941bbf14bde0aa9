"""Mails at once: written by the worker for one person, each handed over at most once."""

from __future__ import annotations

import re
from email.message import EmailMessage
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale, gettext, ngettext

from tracker.accounts.branding import organisation_name
from tracker.accounts.emails import greeting_name, letter_look
from tracker.accounts.models import Person
from tracker.jobs import mail
from tracker.jobs.models import Job
from tracker.notifications.enums import NoticeKind
from tracker.notifications.links import AT_ONCE, unsubscribe_token
from tracker.notifications.models import Alert
from tracker.notifications.queries import NoticeGroup
from tracker.notifications.queries.alert import notices_in, number_in
from tracker.notifications.texts import sentence
from tracker.plaintext import within_quotes
from tracker.web.clock import now
from tracker.web.responses import public_url

# What a reader answers on the page that the link opens
ANSWERED = (
    NoticeKind.question,
    NoticeKind.reply,
    NoticeKind.mention,
    NoticeKind.comment,
    NoticeKind.asked,
)


def send_alert(job: Job) -> None:
    """Write one person's mail and hand it over; where nothing is new any more, there is
    no mail.
    """
    alert = Alert.get_or_none(
        Alert.person == job.payload["person"], Alert.number == job.payload["number"]
    )
    person = Person.get_or_none(
        Person.id == job.payload["person"], Person.disabled_at.is_null()
    )
    if alert is None or person is None:
        return
    alert.close()
    told = notices_in(alert, person)
    if told:
        config = current_app.config["TRACKER"]
        more = number_in(alert, person) - len(told)
        letter = _written(told, more, person, alert)
        mail.deliver(job, letter, config.mail_url, config.data / "mails")


def thread_of(told: NoticeGroup) -> str:
    """The name of what a notice is about, for the mail's thread."""
    notice = told.notice
    if notice.experiment_id and notice.kind is not NoticeKind.concern:
        return f"experiment-{told.notice.experiment_id}"
    return re.sub(r"\W+", "-", notice.path).strip("-") or notice.kind.value


def _written(
    told: list[NoticeGroup], more: int, person: Person, alert: Alert
) -> EmailMessage:
    """The mail as text and HTML in the reader's language; its id is the same however
    often it is written. `more` is how much stands only on the site.
    """
    config = current_app.config["TRACKER"]
    leave = public_url(
        "notifications.alerts_left", token=unsubscribe_token(person.id, AT_ONCE)
    )
    host = urlsplit(config.public_url or current_app.config["LOOPBACK_URL"]).hostname
    template = current_app.jinja_env.get_template
    with force_locale(person.locale):
        context = _context(told, more, person, leave)
        text = template("notifications/mail_alert.txt").render(context)
        html = template("notifications/mail_alert.html").render(context)
    return mail.composed(
        sender=mail.sender_of(config.mail_url, host),
        name=organisation_name(),
        to=person.email,
        subject=context["subject"],
        text=text,
        html=html,
        logo=context["logo"],
        at=now(),
        id=f"{alert.due_at:%Y%m%d%H%M%S}.{alert.id}.alert",
        leave=leave,
        threads=list(dict.fromkeys(thread_of(one) for one in told)),
    )


def _context(told: list[NoticeGroup], more: int, person: Person, leave: str) -> dict:
    return letter_look() | {
        "lines": [_line(one) for one in told],
        "more": more,
        "all": public_url("notifications.index"),
        "subject": _subject(told, more),
        "leave": leave,
        "wishes": public_url("notifications.wishes"),
        "locale": person.locale,
        "name": greeting_name(person),
    }


def _line(told: NoticeGroup) -> dict:
    answered = told.notice.kind in ANSWERED
    url = public_url("notifications.notice", id=told.id)
    if answered:
        url = public_url("notifications.notice", id=told.id, answer=1)
    return {
        "sentence": sentence(told),
        "quote": next(iter(told.quotes), None),
        "url": url,
        "answered": answered,
    }


def _subject(told: list[NoticeGroup], more: int) -> str:
    """The same for every mail about one thing, so that mail programs gather them."""
    if len({thread_of(one) for one in told}) > 1:
        n = len(told) + more
        return ngettext("One thing waits for you", "%(num)s things wait for you", n)
    first = told[0]
    if first.experiment and first.notice.kind is not NoticeKind.concern:
        return gettext(
            "About “%(title)s”", title=within_quotes(first.experiment.experiment.title)
        )
    return sentence(first)
