"""Mails that came back: delivery status notifications (RFC 3464)."""

from __future__ import annotations

import re
from email.message import EmailMessage, Message

STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
MOST_RECIPIENTS = 20


def is_report(mail: EmailMessage) -> bool:
    """Whether a mail server reports what became of a mail."""
    return (
        mail.get_content_type() == "multipart/report"
        and str(mail.get_param("report-type", "")).lower() == "delivery-status"
    )


def failed_for_good(mail: EmailMessage, sender: str) -> list[tuple[str, str]]:
    """The addresses that a report says are not reached, each with the status.

    Only a report on a mail of ours counts: it brings the head of that mail.

    Args:
        sender: The address that our mails come from.
    """
    if not is_report(mail) or not _is_about_ours(mail, sender):
        return []
    failed = []
    for block in _blocks(mail)[:MOST_RECIPIENTS]:
        action = str(block.get("Action", "")).strip().lower()
        status = STATUS.search(str(block.get("Status", "")))
        recipient = block.get("Original-Recipient") or block.get("Final-Recipient")
        address = str(recipient or "").partition(";")[2].strip().lower()
        if action == "failed" and status and status[0][0] == "5" and "@" in address:
            failed.append((address.strip("<>"), status[0]))
    return failed


def _blocks(mail: EmailMessage) -> list[Message]:
    """The parts of the report that are about one recipient each."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            if isinstance(blocks, list):
                return blocks
    return []


def _is_about_ours(mail: EmailMessage, sender: str) -> bool:
    """Whether the head of the mail that came back names us as its sender."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            head = str(part.get_payload())
        elif kind == "message/rfc822" and part.get_payload():
            [inner] = part.get_payload()[:1]
            head = f"From: {inner.get('From', '')}\n"
        else:
            continue
        named = re.search(r"^From:(.*(?:\n[ \t].*)*)", head, re.I | re.M)
        if named and sender.lower() in named[1].lower():
            return True
    return False
