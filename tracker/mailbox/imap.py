"""Reads a mailbox by IMAP: what is new in a folder, mail by mail."""

from __future__ import annotations

import email
import email.policy
import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from tracker import mail_token
from tracker.mail_config import LOOPBACK, Mailbox

TIMEOUT = 20  # seconds
MOST_AT_ONCE = 50
# What is read of a mail: its head and its words stand before what is attached to it
LARGEST_READ = 1_000_000


class MailboxUnreachable(Exception):
    """The mailbox cannot be read now; the message says why."""


class OpenMailbox:
    """A folder that one is signed in to."""

    def __init__(self, server: imaplib.IMAP4):
        self.server = server

    def unread(self) -> list[str]:
        """The numbers of the oldest mails that nobody has read."""
        [found] = self._done("SEARCH", "UNSEEN")
        return (found or b"").decode("ascii").split()[:MOST_AT_ONCE]

    def mail(self, number: str) -> EmailMessage | None:
        """The beginning of a mail, without marking it as read; None if it is gone."""
        answer = self._done("FETCH", number, f"(BODY.PEEK[]<0.{LARGEST_READ}>)")
        for part in answer:
            if isinstance(part, tuple):
                return email.message_from_bytes(part[1], policy=email.policy.default)
        return None

    def mark(self, number: str) -> None:
        """Mark a mail as read, and leave it there."""
        self._done("STORE", number, "+FLAGS.SILENT", r"(\Seen)")

    def delete(self, number: str) -> None:
        """Take a mail out of the mailbox."""
        self._done("STORE", number, "+FLAGS.SILENT", r"(\Seen \Deleted)")
        self.server.expunge()

    def _done(self, command: str, *args: str) -> list:
        kind, answer = self.server.uid(command, *args)
        if kind != "OK":
            raise MailboxUnreachable(f"{command} was refused")
        return answer


@contextmanager
def opened(mailbox: Mailbox, timeout: float = TIMEOUT) -> Iterator[OpenMailbox]:
    """The folder of a mailbox, signed in to over an encrypted line.

    Raises:
        MailboxUnreachable: It is not reached, lets nobody in, or breaks off.
    """
    try:
        server = _connection(mailbox, timeout)
        try:
            _sign_in(server, mailbox)
            kind, said = server.select(f'"{mailbox.folder}"')
            if kind != "OK":
                raise MailboxUnreachable(f"there is no folder {mailbox.folder}: {said}")
            yield OpenMailbox(server)
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                server.logout()
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxUnreachable(f"{type(error).__name__}: {error}") from error


def _connection(mailbox: Mailbox, timeout: float) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if mailbox.encrypted:
        return imaplib.IMAP4_SSL(
            mailbox.host, mailbox.port, ssl_context=context, timeout=timeout
        )
    server = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=timeout)
    if mailbox.host not in LOOPBACK:
        # Whoever offers none is told no password: this raises
        server.starttls(context)
    return server


def _sign_in(server: imaplib.IMAP4, mailbox: Mailbox) -> None:
    if mailbox.provider is None:
        server.login(mailbox.user, mailbox.secret)
        return
    token = mail_token.access_token(mailbox.provider, mailbox.secret)
    said = f"user={mailbox.user}\x01auth=Bearer {token}\x01\x01".encode()
    server.authenticate("XOAUTH2", lambda _challenge: said)
