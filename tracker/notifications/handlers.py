"""What runs when one of this feature's jobs falls due.

Each may be run again: what was told or planned stands once.
"""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale, gettext

from tracker.accounts.branding import organisation_name
from tracker.accounts.emails import greeting_name, letter_look
from tracker.accounts.models import Person
from tracker.db import database
from tracker.jobs import mail
from tracker.jobs.models import Job
from tracker.moments import is_recent
from tracker.notifications.alert import send_alert
from tracker.notifications.enums import NoticeKind
from tracker.notifications.links import unsubscribe_token
from tracker.notifications.models import Digest, Notice, Unsubscription
from tracker.notifications.queries import digest as weekly
from tracker.notifications.queries import reminders
from tracker.notifications.recipients import notify, who_may_see
from tracker.notifications.schedule import week_of
from tracker.notifications.texts import sentence
from tracker.stakeholders.queries import contacts_due
from tracker.web.clock import begins, now, today
from tracker.web.panels import panels_of
from tracker.web.responses import public_url

AT_ONCE = 500
TOO_LATE = dt.timedelta(days=3)


def notify_of_act(job: Job) -> None:
    """Tell of an act whom it concerns."""
    notify(job.payload, at=min(job.due_at, now()), zone=_zone())


def remind(job: Job) -> None:
    """Remind authors of lessons, leaders of commitments, and owners of stakeholders.

    Authors are reminded of awaited lessons, of plans that may have begun, of old lessons
    that they should review and of decisions to carry out, those who used a lesson of
    telling whether it held, leaders a week before a commitment is due and after it,
    where nothing was reported.
    """
    on = today()
    at = now()
    # In one transaction, so that nobody hands over the mail before all of it is in
    with database.atomic():
        _remind_of_awaited(at, on)
        _remind_to_start(at, on)
    _remind_of_reviews(at, on)
    _remind_of_reuses(at, on)
    _remind_of_decisions(at, on)
    _remind_of_commitments(at, on)
    for stakeholder in contacts_due(on):
        Notice.add(
            {stakeholder.owner_id: NoticeKind.contact},
            event=f"contact:{stakeholder.id}:{stakeholder.next_contact}",
            at=at,
            day=on,
            path=f"/stakeholders/{stakeholder.id}",
        )


def _remind_of_awaited(at: dt.datetime, on: dt.date) -> None:
    late = reminders.awaiting(on)
    authors = reminders.authors([experiment for experiment, _ in late])
    for experiment, time in late:
        event = f"awaiting:{experiment.id}:{experiment.review_on}:{time}"
        _remind(
            authors[experiment.id], NoticeKind.awaiting, experiment.id, event, at, on
        )


def _remind_to_start(at: dt.datetime, on: dt.date) -> None:
    plans = reminders.to_start(on)
    authors = reminders.authors(plans)
    for plan in plans:
        event = f"to_start:{plan.id}:{plan.asked_from()}"
        _remind(authors[plan.id], NoticeKind.to_start, plan.id, event, at, on)


def _remind_of_reviews(at: dt.datetime, on: dt.date) -> None:
    lessons = reminders.to_review(on)
    authors = reminders.authors([lesson.experiment for lesson in lessons])
    for lesson in lessons:
        event = f"review:{lesson.id}:{lesson.review_by}"
        _remind(
            authors[lesson.experiment_id],
            NoticeKind.review,
            lesson.experiment_id,
            event,
            at,
            on,
        )


def _remind_of_reuses(at: dt.datetime, on: dt.date) -> None:
    for reuse in reminders.reuses(on):
        lesson = reuse.lesson
        seen = who_may_see({reuse.person_id: NoticeKind.held}, lesson.experiment)
        event = f"held:{lesson.id}"
        _remind(set(seen), NoticeKind.held, lesson.experiment_id, event, at, on)


def _remind_of_decisions(at: dt.datetime, on: dt.date) -> None:
    due = reminders.decisions(on)
    authors = reminders.authors([conclusion.experiment for conclusion, _ in due])
    for conclusion, day in due:
        time = 1 + (on - day >= dt.timedelta(days=reminders.AGAIN_AFTER))
        id = conclusion.experiment_id
        event = f"implementation:{id}:{day}:{time}"
        _remind(authors[id], NoticeKind.implementation, id, event, at, on)


def _remind_of_commitments(at: dt.datetime, on: dt.date) -> None:
    for promise in reminders.promised(on):
        when = "soon"
        if promise.is_overdue(on):
            when = "over"
        Notice.add(
            {promise.leader_id: NoticeKind.due},
            event=f"due:{promise.id}:{promise.due_on}:{when}",
            at=at,
            day=on,
            path=promise.path,
            word=when,
        )


def plan_weekly(job: Job) -> None:
    """Plan Tuesday's mail for everybody who wants it; some hundreds in each
    transaction.

    A week long past is left out.
    """
    due = dt.datetime.fromisoformat(job.payload["due"])
    week = week_of(due, _zone())
    last = 0
    while is_recent(due, TOO_LATE, now()) and (people := weekly.readers(last, AT_ONCE)):
        Digest.plan(people, week=week, at=due)
        last = people[-1]
        job.renew_lease(now())


def send_digest(job: Job) -> None:
    """Write one person's mail and hand it over, once; where there is nothing to tell,
    there is no mail.
    """
    person = Person.get_or_none(
        Person.id == job.payload["person"], Person.disabled_at.is_null()
    )
    wanted = (
        person
        and not Unsubscription.select().where(Unsubscription.person == person).exists()
    )
    digest = wanted and Digest.get_or_none(
        Digest.person == person, Digest.week == job.payload["week"]
    )
    if not digest:
        return
    day = digest.at.astimezone(_zone()).date()
    letter = weekly.weekly_digest_for(
        person, digest, begins(day - dt.timedelta(days=day.weekday()))
    )
    duties = panels_of("notifications.index", person)["duties"]
    if letter or duties:
        config = current_app.config["TRACKER"]
        mail.deliver(
            job,
            _written(letter, duties, person, digest),
            config.mail_url,
            config.data / "mails",
        )


HANDLERS = {
    "tell": notify_of_act,
    "remind": remind,
    "weekly": plan_weekly,
    "digest": send_digest,
    "alert": send_alert,
}


def _remind(
    people: set[int],
    kind: NoticeKind,
    experiment: int,
    event: str,
    at: dt.datetime,
    on: dt.date,
) -> None:
    Notice.add(
        dict.fromkeys(people, kind), event=event, at=at, day=on, experiment=experiment
    )


def _written(letter: weekly.WeeklyDigest, duties: list, person: Person, digest: Digest):
    """The mail as text and HTML in the reader's language; its id is the same however
    often it is written.
    """
    config = current_app.config["TRACKER"]
    leave = public_url("notifications.left", token=unsubscribe_token(person.id))
    host = urlsplit(config.public_url or current_app.config["LOOPBACK_URL"]).hostname
    environment = current_app.jinja_env
    with force_locale(person.locale):
        subject = gettext("Tuesday's mail: what colleagues learnt")
        context = _letter_context(letter, person, subject, leave)
        context["duties"] = duties
        text = environment.get_template("notifications/mail_weekly.txt").render(context)
        html = environment.get_template("notifications/mail_weekly.html").render(
            context
        )
    return mail.composed(
        sender=mail.sender_of(config.mail_url, host),
        name=organisation_name(),
        to=person.email,
        subject=subject,
        text=text,
        html=html,
        logo=context["logo"],
        at=now(),
        id=f"{digest.week}.{digest.id}.weekly",
        leave=leave,
    )


def _letter_context(
    letter: weekly.WeeklyDigest, person: Person, subject: str, leave: str
) -> dict:
    notices = []
    for group in letter.notices:
        url = public_url("notifications.notice", id=group.id)
        notices.append((sentence(group), url, group.quotes))
    return letter_look() | {
        "letter": letter,
        "told": notices,
        "question": letter.question and weekly.question_excerpt(letter.question),
        "leave": leave,
        "wishes": public_url("notifications.wishes"),
        "link": public_url,
        "locale": person.locale,
        "subject": subject,
        "name": greeting_name(person),
    }


def _zone():
    return current_app.config["TRACKER"].time_zone
