"""Connects to a mail server and signs in, as MAIL_URL says."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from tracker import mail_token

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


class MailServerAway(MailNotSent):
    """The server cannot be reached, or lets nobody in: no other mail would leave either."""


@contextmanager
def signed_in(
    mail_url: str, own_name: str, timeout: float = TIMEOUT
) -> Iterator[smtplib.SMTP]:
    """A connection to the server of MAIL_URL, encrypted and signed in as it says.

    Args:
        own_name: What we call ourselves there; a machine may have no name that is known.

    Raises:
        ServerAway: It cannot be reached, offers no encryption, or lets us not in.
    """
    url = urlsplit(mail_url)
    try:
        server = _connection(url, own_name, timeout)
    except (smtplib.SMTPException, OSError) as error:
        raise MailServerAway(error_text(error)) from error
    try:
        try:
            _sign_in(server, url)
        except (smtplib.SMTPException, OSError) as error:
            raise MailServerAway(error_text(error)) from error
        yield server
    finally:
        _leave(server)


def error_text(error: Exception) -> str:
    """What went wrong, in one line."""
    return f"{type(error).__name__}: {error}"


def rate(mail_url: str | None) -> int:
    """How many mails MAIL_URL allows in a minute (`?rate=30`); 0 for no limit."""
    named = parse_qs(urlsplit(mail_url or "").query).get("rate")
    return int(named[0]) if named else 0


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; a server that does not answer it has the mail all the same."""
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        with suppress(OSError):
            server.close()


def _connection(url: SplitResult, own_name: str, timeout: float) -> smtplib.SMTP:
    if url.scheme == "smtps":
        return smtplib.SMTP_SSL(
            url.hostname,
            url.port or 465,
            local_hostname=own_name,
            timeout=timeout,
            context=ssl.create_default_context(),
        )
    return smtplib.SMTP(
        url.hostname, url.port or 587, local_hostname=own_name, timeout=timeout
    )


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
        raise MailServerAway(
            "the mail server offers no encryption (STARTTLS), so nothing is sent to it; MAIL_URL"
            " may allow that by ?tls=optional"
        )
    if not url.username:
        return
    if not private:
        raise MailServerAway(
            "the mail server offers no encryption, so the password is not sent to it"
        )
    user = unquote(url.username)
    secret = unquote(url.password or "")
    if provider := mail_token.provider_of(url):
        token = mail_token.access_token(provider, secret)
        server.auth("XOAUTH2", _xoauth2(user, token))
    else:
        server.login(user, secret)


def _xoauth2(user: str, token: str):
    """The answers of the client: who it is, and then nothing more.

    A server that refuses says why in a challenge, which wants an empty answer.
    """

    def answer(challenge: bytes | None = None) -> str:
        if challenge:
            return ""
        return f"user={user}\x01auth=Bearer {token}\x01\x01"

    return answer
