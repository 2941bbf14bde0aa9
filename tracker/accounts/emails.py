"""Mails about an account, written by the worker in the reader's language.

The person is looked up and the link made only here: a request that asks for a mail does
the same work whether or not anybody has that address, and no link lies in the outbox.
Whoever is written to may never have heard of us: no mail carries what a stranger typed,
not even a name; an invitation alone names whom an administrator means.
"""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale

from tracker.accounts.branding import current_branding, logo_png, organisation_name
from tracker.accounts.models import (
    LoginEvent,
    LoginEventKind,
    OneTimeLink,
    Person,
    Purpose,
    Role,
    TokenBucket,
    Unit,
)
from tracker.accounts.models.one_time_link import invitation_problems
from tracker.accounts.password_login import may_use_password
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import N_
from tracker.jobs import mail
from tracker.jobs.models import Job, MailRefusal
from tracker.web.clock import now
from tracker.web.i18n import translated
from tracker.web.responses import public_url

SUBJECTS = {
    "accounts/mail_forgotten": N_("A new password for Forsøg"),
    "accounts/mail_invitation": N_("You are invited to Forsøg"),
    "accounts/mail_registration": N_("Your account at Forsøg"),
    "accounts/mail_known": N_("You already have an account at Forsøg"),
    "accounts/mail_changed": N_("Something about your account at Forsøg was changed"),
}
CHANGED = {
    "password": N_("Your password was changed, and all other devices were signed out."),
    "second_factor_on": N_("From now on a code is asked for beside your password."),
    "second_factor_off": N_("From now on no code is asked for beside your password."),
    "codes": N_("New recovery codes were made, and the old ones are void."),
    "sessions": N_(
        "An administrator signed you out on all devices. You can sign in again at once."
    ),
    "email": N_("Another mail address was put in place of this one."),
    "role": N_("You were given another role."),
}


def send_forgotten(job: Job) -> None:
    """A link for a new password, if anybody has the address."""
    person = Person.at_address(job.payload["email"])
    if person and person.is_active and may_use_password(person):
        token = OneTimeLink.issue(Purpose.reset, at=now(), person=person)
        send(
            "accounts/mail_forgotten",
            person.email,
            person.locale,
            url=public_url("accounts.reset", token=token),
        )


def send_invitation(job: Job) -> None:
    """An invitation, unless the address got an account in the meantime."""
    told = job.payload
    if invitation_problems(email=told["email"], name=told["name"], title=told["title"]):
        return
    unit = None
    if told["unit"]:
        unit = Unit.get_or_none(Unit.id == told["unit"])
    token = OneTimeLink.invite(
        at=now(),
        email=told["email"],
        name=told["name"],
        title=told["title"],
        unit=unit,
        role=Role(told["role"]),
        by=told.get("by"),
    )
    send(
        "accounts/mail_invitation",
        told["email"],
        told["locale"],
        name=told["name"],
        url=public_url("accounts.invitation", token=token),
    )


def send_registration(job: Job) -> None:
    """A link that confirms an address, or a word to somebody who has an account already."""
    told = job.payload
    if person := Person.at_address(told["email"]):
        return send(
            "accounts/mail_known",
            person.email,
            person.locale,
            url=public_url("accounts.forgot"),
        )
    token = OneTimeLink.issue(Purpose.registration, at=now(), email=told["email"])
    url = public_url("accounts.confirm", token=token)
    return send("accounts/mail_registration", told["email"], told["locale"], url=url)


def send_changed(job: Job) -> None:
    """A word to whoever has an account that something about it was changed, in case it
    was somebody else.
    """
    person = Person.get_or_none(Person.id == job.payload["person"])
    if person:
        to = job.payload.get("to") or person.email
        what = CHANGED[job.payload["what"]]
        send(
            "accounts/mail_changed",
            to,
            person.locale,
            what=what,
            url=public_url("accounts.sessions"),
        )


def note_wrong_password(job: Job) -> None:
    """Into the history of whoever has the address that a wrong password was given for.

    Where nobody has it, the audit log alone says so, once an hour from each source.
    """
    told = job.payload
    source = job.payload.get("source", "")
    if person := Person.at_address(told["email"]):
        LoginEvent.record(
            person,
            LoginEventKind.wrong_password,
            at=job.due_at,
            agent=told["agent"],
            source=source,
        )
    elif TokenBucket.take(
        f"refused {source}", capacity=1, per=dt.timedelta(hours=1), at=now()
    ):
        AuditEvent.record(EventType.refused, detail=source)


HANDLERS = {
    "forgotten": send_forgotten,
    "invitation": send_invitation,
    "registration": send_registration,
}
HANDLERS |= {"account_changed": send_changed, "wrong_password": note_wrong_password}


def letter_look() -> dict:
    """What each mail's template fills in of the organisation: name, colour and logo."""
    return {
        "organisation": organisation_name(),
        "accent": current_branding().mail_accent,
        "logo": logo_png(),
    }


def greeting_name(person: Person) -> str:
    """The name that a mail greets somebody by; none where anybody may have typed it
    beside an address that is not theirs.
    """
    if current_app.config["TRACKER"].registration == "open":
        return ""
    return person.name


def send(kind: str, to: str, locale: str, about: str = "", **values) -> None:
    """Write a mail in a language, and send it.

    Args:
        kind: The stem of its two templates, text and HTML.
        about: Its subject, where it is none of ours.
        values: What they fill in.
    """
    config = current_app.config["TRACKER"]
    host = urlsplit(config.public_url or current_app.config["LOOPBACK_URL"]).hostname
    with force_locale(locale):
        subject = translated(about or SUBJECTS[kind])
        values |= letter_look() | {"locale": locale, "subject": subject}
        # Rendered without the context of pages: nobody is signed in here
        environment = current_app.jinja_env
        text = environment.get_template(f"{kind}.txt").render(values)
        html = environment.get_template(f"{kind}.html").render(values)
    letter = mail.composed(
        sender=mail.sender_of(config.mail_url, host),
        name=organisation_name(),
        to=to,
        subject=subject,
        text=text,
        html=html,
        logo=values["logo"],
        at=now(),
    )
    mail.send(letter, config.mail_url, config.data / "mails")
    MailRefusal.forget(to)
