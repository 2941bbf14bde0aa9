"""Sends mail by SMTP, or writes it to files where no server is configured."""

from __future__ import annotations

import datetime as dt
import secrets
import smtplib
import ssl
from collections.abc import Sequence
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from tracker.disk import make_folder, open_private
from tracker.jobs.models import Job, MailRefusal

TIMEOUT = 20  # seconds
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class MailNotSent(Exception):
    """The mail could not be handed over; the job is tried again."""


class MailUncertain(MailNotSent):
    """The connection broke while the mail was handed over: perhaps it arrived."""


class MailRefused(MailNotSent):
    """The server refused the address for good (5xx).

    Attributes:
        email: The address.
        reason: What the server said.
    """

    def __init__(self, email: str, reason: str):
        super().__init__(f"SMTPRecipientsRefused: {reason}")
        self.email = email
        self.reason = reason


def composed(
    *,
    sender: str,
    name: str,
    to: str,
    subject: str,
    text: str,
    html: str,
    at: dt.datetime,
    id: str = "",
    leave: str = "",
    threads: Sequence[str] = (),
) -> EmailMessage:
    """A mail as text and HTML. Nothing in it can add a header or another reader.

    Args:
        id: What tells it apart, the same however often it is made; else by chance.
        leave: The address at which a reader, or the reader's mail program in one click
            (RFC 8058), stops such mails.
        threads: Names of the things that it is about: mails about one thing make a thread.

    Raises:
        Unsent: The address is not one address.
    """
    # Folded, a long link in a header would be encoded
    mail = EmailMessage(policy=SMTP.clone(max_line_length=998))
    mail["From"] = Address(
        display_name=" ".join(name.split()), addr_spec=_one_address(sender)
    )
    mail["To"] = Address(addr_spec=_one_address(to))
    mail["Subject"] = " ".join(subject.split())
    mail["Date"] = format_datetime(at)
    domain = sender.rpartition("@")[2]
    if id:
        mail["Message-ID"] = f"<{id}@{domain}>"
    else:
        mail["Message-ID"] = make_msgid(domain=domain)
    if threads:
        # The first mail of a thread that never was: each mail about a thing answers it
        roots = [f"<{name}.thread@{domain}>" for name in threads]
        mail["In-Reply-To"] = roots[0]
        mail["References"] = " ".join(roots)
    mail["Auto-Submitted"] = "auto-generated"
    if leave:
        mail["List-Unsubscribe"] = f"<{leave}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    return mail


def sender_of(mail_url: str | None, host: str) -> str:
    """The sender of mails: `?from=` of MAIL_URL, or an address at the own host."""
    named = parse_qs(urlsplit(mail_url or "").query).get("from")
    if named:
        return named[0]
    return f"forsoeg@{host}"


def deliver(job: Job, mail: EmailMessage, mail_url: str | None, folder: Path) -> None:
    """Send the mail of a job at most once, even if the worker dies.

    Never call it in a transaction.

    Raises:
        Unsent: It did not leave, and is tried again; or, Uncertain, it perhaps did, and is not.
    """
    if not job.claim_delivery():
        return
    try:
        send(mail, mail_url, folder)
    except MailUncertain:
        raise
    except MailNotSent:
        job.take_back()
        raise
    MailRefusal.forget(mail["To"].addresses[0].addr_spec)


def send(mail: EmailMessage, mail_url: str | None, folder: Path) -> None:
    """Hand a mail to the server that the URL names, or write it into the folder.

    Never call it inside a transaction.

    Raises:
        Unsent: The server cannot be reached, refuses, or would be told a password in the clear.
        Uncertain: It broke off while the mail was on its way.
    """
    if not mail_url:
        return _file(mail, folder)
    url = urlsplit(mail_url)
    try:
        server = _connection(url)
    except (smtplib.SMTPException, OSError) as error:
        raise MailNotSent(_error_text(error)) from error
    try:
        _sign_in(server, url)
        _hand_to(server, mail)
    except (smtplib.SMTPException, OSError) as error:
        raise MailNotSent(_error_text(error)) from error
    finally:
        _leave(server)
    return None


def _hand_to(server: smtplib.SMTP, mail: EmailMessage) -> None:
    """A refusal is an answer; a silence is none."""
    try:
        server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()), (0, b""))
        if code < 500:
            raise
        said = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        raise MailRefused(
            mail["To"].addresses[0].addr_spec, f"{code} {said}"
        ) from error
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        if isinstance(error, smtplib.SMTPException) and not isinstance(
            error, smtplib.SMTPServerDisconnected
        ):
            raise
        raise MailUncertain(_error_text(error)) from error


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; a server that does not answer it has the mail all the same."""
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        server.close()


def _error_text(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _connection(url: SplitResult) -> smtplib.SMTP:
    if url.scheme == "smtps":
        return smtplib.SMTP_SSL(
            url.hostname,
            url.port or 465,
            timeout=TIMEOUT,
            context=ssl.create_default_context(),
        )
    return smtplib.SMTP(url.hostname, url.port or 587, timeout=TIMEOUT)


def encryption(url: SplitResult) -> str:
    """What MAIL_URL says of encryption:

    ``required``, ``optional`` or ``off``; on this machine it may be missing unless
    asked for.

    Mails carry links that open an account, so a server that offers none beyond this
    machine, or a line on which somebody takes the offer away, gets nothing.
    """
    if named := parse_qs(url.query).get("tls"):
        return named[0]
    if url.hostname in LOOPBACK:
        return "optional"
    return "required"


def _sign_in(server: smtplib.SMTP, url: SplitResult) -> None:
    server.ehlo()
    wanted = encryption(url)
    private = url.scheme == "smtps" or url.hostname in LOOPBACK
    if url.scheme == "smtp" and wanted != "off" and server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
        private = True
    elif url.scheme == "smtp" and wanted == "required":
        raise MailNotSent(
            "the mail server offers no encryption (STARTTLS), so nothing is sent to it; MAIL_URL"
            " may allow that by ?tls=optional"
        )
    if url.username:
        if not private:
            raise MailNotSent(
                "the mail server offers no encryption, so the password is not sent to it"
            )
        server.login(unquote(url.username), unquote(url.password or ""))


def _file(mail: EmailMessage, folder: Path) -> None:
    make_folder(folder)
    name = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}.eml"
    path = folder / f".{name}"
    with open_private(path) as file:
        file.write(bytes(mail))
    path.rename(folder / name)


def _one_address(text: str) -> str:
    local, _, domain = text.rpartition("@")
    try:
        address = Address(addr_spec=f"{local}@{domain.encode('idna').decode()}")
    except (ValueError, IndexError, MessageError) as error:
        raise MailNotSent("this is not a mail address") from error
    return address.addr_spec
