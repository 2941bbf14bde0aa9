"""The job that reads the mailbox: returned mails are told, one's own become drafts."""

from __future__ import annotations

import datetime as dt
import logging
from email.message import EmailMessage
from urllib.parse import urlsplit

from flask import current_app

from tracker.accounts.models import FormSubmission, OneTimeLink, Person, TokenBucket
from tracker.accounts.models.one_time_link import token_digest
from tracker.config import Config
from tracker.experiments.models import Experiment
from tracker.experiments.models.creation import FORM
from tracker.jobs.mail import sender_of
from tracker.jobs.models import Job, MailRefusal
from tracker.mail_config import Mailbox
from tracker.mailbox.bounce import failed_for_good, is_report
from tracker.mailbox.imap import MailboxUnreachable, OpenMailbox, opened
from tracker.mailbox.letter import is_automatic, plan_of, sender, signs_in
from tracker.tokens.enums import Scope
from tracker.tokens.models import AccessToken
from tracker.web.clock import now

log = logging.getLogger("tracker.mailbox")

A_DAY = dt.timedelta(days=1)
MOST_A_DAY = 30  # drafts of one person by mail


def read_mailbox(job: Job) -> None:
    """Read what is new in the mailbox; what was understood is deleted there.

    A mailbox that is away is read the next time: nothing is lost there.
    """
    config: Config = current_app.config["TRACKER"]
    if config.mailbox_url is None:
        return
    mailbox = Mailbox.of(config.mailbox_url)
    try:
        with opened(mailbox) as folder:
            for number in folder.unread():
                _take(folder, number, mailbox, config)
    except MailboxUnreachable as error:
        log.warning("the mailbox cannot be read", extra={"reason": str(error)})


HANDLERS = {"mailbox": read_mailbox}


def _take(folder: OpenMailbox, number: str, mailbox: Mailbox, config: Config) -> None:
    mail = folder.mail(number)
    if mail is None:
        return
    if understood(mail, mailbox, config):
        folder.delete(number)
    else:
        folder.mark(number)


def understood(mail: EmailMessage, mailbox: Mailbox, config: Config) -> bool:
    """Do what a mail asks for. Returns whether it was one of those that we know."""
    if is_report(mail):
        return _note_bounces(mail, config)
    if is_automatic(mail):
        return False
    for secret in signs_in(mail, mailbox):
        token = AccessToken.by_secret(secret, now())
        if token and token.allows(Scope.mail) and sender(mail) == token.person.email:
            return _draft(mail, token)
    return False


def _note_bounces(mail: EmailMessage, config: Config) -> bool:
    """Note which of our people's addresses a mail server says that it does not reach.

    Of what it says only the status is kept: anybody may write a report.
    """
    host = urlsplit(config.public_url or current_app.config["LOOPBACK_URL"]).hostname
    failed = failed_for_good(mail, sender_of(config.mail_url, host))
    for address, status in failed:
        if _is_known(address):
            MailRefusal.record(address, f"{status} (by a returned mail)", at=now())
    return bool(failed)


def _is_known(address: str) -> bool:
    """Whether it is an address of somebody here, or of somebody who is invited."""
    if Person.at_address(address):
        return True
    return OneTimeLink.select().where(OneTimeLink.email == address).exists()


def _draft(mail: EmailMessage, token: AccessToken) -> bool:
    """Make a draft of a mail, and tell its owner; the same mail makes one."""
    person = token.person
    key = f"mail {person.id}"
    sign = token_digest(str(mail.get("Message-ID") or mail.as_bytes()[:10_000]))
    if FormSubmission.earlier(person, sign, FORM):
        return True
    if not TokenBucket.take(key, capacity=MOST_A_DAY, per=A_DAY, at=now()):
        return False
    with Experiment._meta.database.atomic():
        draft = Experiment.create(by=person, at=now(), submission=sign, **plan_of(mail))
        Job.enqueue(
            "tell",
            at=now(),
            what="mailed",
            by=None,
            to=[person.id],
            path=f"/experiments/{draft.id}/edit",
            event=f"mailed:{draft.id}",
        )
    token.touch(now())
    return True
