"""Draft a summary, by hand or by the job that runs when a quarter has ended; mail it
when it is signed.
"""

from __future__ import annotations

from email.message import EmailMessage
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale

from tracker.accounts.emails import greeting_name, letter_look
from tracker.accounts.models import Person
from tracker.core.validation import ValidationFailed
from tracker.dashboard.queries import Period
from tracker.jobs import mail
from tracker.jobs.models import Job
from tracker.lessons.models import Lesson
from tracker.quarters import Quarter
from tracker.summaries import queries
from tracker.summaries.export import file_name, printed, title_of
from tracker.summaries.models import Summary, SummarySubscription
from tracker.summaries.presentation import SummaryView
from tracker.web.clock import now, today
from tracker.web.i18n import locale_of
from tracker.web.responses import public_url


def period_of(quarter: Quarter) -> Period:
    """The period of a quarter of the whole organisation, as of today."""
    return Period(quarter, today(), current_app.config["TRACKER"].time_zone)


def draft(quarter: Quarter, *, by) -> Summary:
    """Draft the summary of a quarter from today's figures.

    Raises:
        ValidationFailed: It has not ended, or is drafted already.
    """
    period = period_of(quarter)
    return Summary.draft(
        quarter,
        figures=queries.taken(period),
        surprising=_first(queries.surprising(period)),
        quote=_first(queries.quotable(period)),
        rough=_first(queries.well_met(period)),
        by=by,
        at=now(),
        on=today(),
    )


def _first(lessons: list[Lesson]) -> int | None:
    if lessons:
        return lessons[0].id
    return None


def draft_by_the_clock(job: Job) -> None:
    """Draft the quarter that has ended, once, if anything had been shared by then."""
    quarter = Quarter.of(today()).previous
    if not queries.anything_in(quarter, period_of(quarter)):
        return
    try:
        draft(quarter, by=None)
    except ValidationFailed:
        return  # a facilitator was faster, or the job is run again


def send_summary(job: Job) -> None:
    """Mail a signed summary as a PDF to one person who asked for it."""
    person = Person.get_or_none(
        Person.id == job.payload["person"], Person.disabled_at.is_null()
    )
    summary = Summary.get_or_none(Summary.id == job.payload["summary"])
    if not (person and summary and SummarySubscription.is_subscribed(person)):
        return
    config = current_app.config["TRACKER"]
    with force_locale(locale_of(person.locale)):
        letter = _letter(summary, person)
    mail.deliver(job, letter, config.mail_url, config.data / "mails")


def _letter(summary: Summary, person: Person) -> EmailMessage:
    """The mail with its file, in the language that is in force."""
    config = current_app.config["TRACKER"]
    host = urlsplit(config.public_url or current_app.config["LOOPBACK_URL"]).hostname
    sheet = SummaryView.of(summary)
    context = _context(sheet, summary, person)
    template = current_app.jinja_env.get_template
    letter = mail.composed(
        sender=mail.sender_of(config.mail_url, host),
        name=context["organisation"],
        to=person.email,
        subject=context["subject"],
        text=template("summaries/mail_signed.txt").render(context),
        html=template("summaries/mail_signed.html").render(context),
        logo=context["logo"],
        at=now(),
        id=f"{summary.quarter}.{summary.edition}.{person.id}.summary",
    )
    letter.add_attachment(
        printed(sheet),
        maintype="application",
        subtype="pdf",
        filename=f"{file_name(summary)}.pdf",
    )
    return letter


def _context(sheet: SummaryView, summary: Summary, person: Person) -> dict:
    return letter_look() | {
        "sheet": sheet,
        "url": public_url("summaries.summary", quarter=summary.quarter),
        "leave": public_url("summaries.index"),
        "locale": person.locale,
        "name": greeting_name(person),
        "subject": title_of(sheet),
    }


HANDLERS = {"quarter": draft_by_the_clock, "summary_mail": send_summary}
