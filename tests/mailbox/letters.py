"""Mails as people and mail servers write them."""

from __future__ import annotations

from email.message import EmailMessage

from tests.tokens.test_tokens import made
from tracker.mail_config import Mailbox
from tracker.tokens.enums import Scope

ADDRESS = "forsoeg@example.org"
URL = f"imaps://u:p@imap.example.org/INBOX?address={ADDRESS}"
LINK = "https://social.example.org/@kommunen/7"


def own_address(person):
    _row, secret = made(person, Scope.mail)
    return Mailbox.of(URL).address_with(secret)


def letter(writer, to, subject="Quiz i en story", text=f"Se {LINK}\n", **headers):
    mail = EmailMessage()
    mail["From"] = f"Nogen <{writer}>"
    mail["To"] = f"Forsøg <{to}>"
    mail["Subject"] = subject
    mail["Message-ID"] = headers.pop("id", "<1@example.org>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def returned(address, status="5.1.1", action="failed", sent_by="forsoeg@127.0.0.1"):
    """What a mail server sends back, as Postfix writes it."""
    return f"""From: MAILER-DAEMON@mx.example.net
To: {ADDRESS}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Sat, 28 Nov 2026 10:00:00 +0100

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 call 12345678 at once

--b
Content-Type: text/rfc822-headers

Return-Path: <{sent_by}>
From: Aldersø
 <{sent_by}>
To: {address}
Auto-Submitted: auto-generated

--b--
""".replace("\n", "\r\n").encode()
