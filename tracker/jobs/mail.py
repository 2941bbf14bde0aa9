"""Composes mails and hands them over, or writes them to files where no server is configured."""

from __future__ import annotations

import datetime as dt
import secrets
import smtplib
from collections.abc import Sequence
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tracker.disk import make_folder, open_private
from tracker.jobs.models import Job, MailRefusal
from tracker.jobs.smtp import MailNotSent as MailNotSent
from tracker.jobs.smtp import MailRefused as MailRefused
from tracker.jobs.smtp import MailServerAway as MailServerAway
from tracker.jobs.smtp import MailUncertain as MailUncertain
from tracker.jobs.smtp import error_text, signed_in


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
    logo: bytes = b"",
) -> EmailMessage:
    """A mail as text and HTML. Nothing in it can add a header or another reader.

    Args:
        id: What tells it apart, the same however often it is made; else by chance.
        leave: The address at which a reader, or the reader's mail program in one click
            (RFC 8058), stops such mails.
        threads: Names of the things that it is about: mails about one thing make a thread.

        logo: A PNG that the HTML shows as `cid:logo`. It comes with the mail: a picture that is
            fetched would tell when somebody reads it, and most programs block it.

    Raises:
        Unsent: The address is not one address.
    """
    # Folded, a long link in a header would be encoded
    # 7bit: a server that does not take eight would write the mail anew, and break its signature
    mail = EmailMessage(policy=SMTP.clone(max_line_length=998, cte_type="7bit"))
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
    # Exchange would answer that somebody is on holiday
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    if leave:
        mail["List-Unsubscribe"] = f"<{leave}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    if logo:
        shown = mail.get_body(("html",))
        shown.add_related(logo, "image", "png", cid="<logo>", disposition="inline")
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
        Unsent: The server refuses, or would be told a password in the clear.
        ServerAway: It cannot be reached, or does not let us in.
        Uncertain: It broke off while the mail was on its way.
    """
    if not mail_url:
        return _file(mail, folder)
    own_name = mail["From"].addresses[0].domain
    with signed_in(mail_url, own_name) as server:
        try:
            _hand_to(server, mail)
        except (smtplib.SMTPException, OSError) as error:
            raise MailNotSent(error_text(error)) from error
    return None


def _hand_to(server: smtplib.SMTP, mail: EmailMessage) -> None:
    """A refusal is an answer; a silence is none."""
    to = mail["To"].addresses[0].addr_spec
    try:
        server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()), (0, b""))
        _raise_if_for_good(to, code, said, error)
        raise
    except smtplib.SMTPDataError as error:
        _raise_if_for_good(to, error.smtp_code, error.smtp_error, error)
        raise
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        if isinstance(error, smtplib.SMTPException) and not isinstance(
            error, smtplib.SMTPServerDisconnected
        ):
            raise
        raise MailUncertain(error_text(error)) from error


def _raise_if_for_good(to: str, code: int, said, error: Exception) -> None:
    """Tell a refusal that stands (5xx) from one for now (4xx)."""
    if code < 500:
        return
    if isinstance(said, bytes):
        said = said.decode(errors="replace")
    raise MailRefused(to, f"{code} {said}") from error


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
