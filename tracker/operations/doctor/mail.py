"""Checks of the mail server: it is signed in to, as for a mail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from tracker.config import Config
from tracker.jobs.mail import sender_of
from tracker.jobs.smtp import LOOPBACK, MailNotSent, encryption, signed_in
from tracker.mail_config import Mailbox
from tracker.mailbox.imap import MailboxUnreachable, opened
from tracker.operations.doctor.result import Finding

PATIENCE = 5  # seconds that the server has for each answer


def mail_findings(config: Config) -> Iterator[Finding]:
    """What would keep mails from being sent."""
    if config.mail_url is None:
        yield Finding(
            "MAIL_URL is not set: mails (invitations, new passwords, Tuesday's) are written to"
            " files in the data folder.",
            "Set it to smtp://user:password@mail.example.org:587, or hand the links on yourself.",
            grave=False,
        )
        return
    yield from _in_the_clear(config.mail_url)
    if trouble := unreached(config):
        yield Finding(f"No mail can be sent: {trouble}.", _cure(trouble))
    if waiting := _count(config.data / "mails"):
        yield Finding(
            f"{waiting} mails lie in {config.data / 'mails'} from before.",
            "Look through them and remove them.",
            grave=False,
        )


def mailbox_findings(config: Config) -> Iterator[Finding]:
    """What would keep the mailbox from being read."""
    if config.mailbox_url is None:
        return
    try:
        with opened(Mailbox.of(config.mailbox_url), PATIENCE) as folder:
            folder.unread()
    except MailboxUnreachable as error:
        yield Finding(
            f"The mailbox cannot be read: {error}.",
            "Correct MAILBOX_URL, or let this machine reach the server: until then no returned"
            " mail is told, and none to one's own address becomes a draft.",
        )


def unreached(config: Config) -> str | None:
    """Why the mail server cannot be signed in to; None if it can."""
    own_name = sender_of(config.mail_url, config.host or "localhost").rpartition("@")[2]
    try:
        with signed_in(config.mail_url, own_name, PATIENCE):
            return None
    except MailNotSent as error:
        return str(error).strip().splitlines()[0].rstrip(".")


def _cure(trouble: str) -> str:
    if "offers no encryption" in trouble:
        return (
            "Correct its settings or use smtps://; where the line to it is your own, write"
            " ?tls=optional behind MAIL_URL."
        )
    if "CERTIFICATE" in trouble:
        return (
            "Name the server in MAIL_URL as its certificate does; for a certificate authority of"
            " your own set SSL_CERT_FILE."
        )
    if "Authentication" in trouble or "token" in trouble:
        return (
            "Correct user and password in MAIL_URL. Microsoft 365 and Google take no password:"
            " see Mail in OPERATING.md."
        )
    return "Correct MAIL_URL, or let this machine reach the server; `tracker mail ADDRESS` tries."


def _in_the_clear(mail_url: str) -> Iterator[Finding]:
    url = urlsplit(mail_url)
    if url.scheme != "smtp" or url.hostname in LOOPBACK:
        return
    if (allowed := encryption(url)) != "required":
        yield Finding(
            f"MAIL_URL says tls={allowed}: links that open an account may travel readable to the"
            " mail server.",
            "Take it out, or write tls=required, unless the line to it is your own.",
            grave=allowed == "off",
        )


def _count(folder: Path) -> int:
    if folder.is_dir():
        return sum(1 for _ in folder.iterdir())
    return 0
