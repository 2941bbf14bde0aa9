"""A mail to one's own address as a plan: the subject its title, the words its method."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.message import EmailMessage

import nh3

from tracker.experiments.models import Experiment, Link
from tracker.mail_config import Mailbox
from tracker.plaintext import one_line, plain_text
from tracker.tokens.models import MAIL_SECRET
from tracker.web.shared_post import ADDRESS

# Where mail servers say to whom a mail was
TO = ("Delivered-To", "X-Original-To", "To", "Cc")
PREFIX = re.compile(r"^\s*(?:(?:re|fw|fwd|sv|vs|vb|videresend)\s*:\s*)+", re.I)
# A signature, or what was forwarded or replied to
AFTER = re.compile(r"^(?:-- ?|_{10,}|-{5,}.*-{5,}|>.*)$")
BREAK = re.compile(r"<(?:br|/p|/div|/li|/h\d)\b[^>]*>", re.I)


def signs_in(mail: EmailMessage, mailbox: Mailbox) -> list[str]:
    """The secrets of the people's own addresses that a mail was sent to."""
    name, _at, domain = mailbox.address.rpartition("@")
    own = re.compile(
        rf"(?<![\w.+-]){re.escape(name)}\+({MAIL_SECRET.pattern})@{re.escape(domain)}(?![\w.-])",
        re.I,
    )
    found = []
    for header in TO:
        for value in mail.get_all(header, []):
            found += [secret.lower() for secret in own.findall(str(value))]
    return list(dict.fromkeys(found))


def sender(mail: EmailMessage) -> str:
    """The one address that a mail comes from; "" where there is none, or several."""
    try:
        addresses = mail["From"].addresses
    except (AttributeError, MessageError, ValueError, IndexError):
        return ""
    if len(addresses) != 1:
        return ""
    return addresses[0].addr_spec.lower()


def is_automatic(mail: EmailMessage) -> bool:
    """Whether a program wrote it, such as one that says that somebody is on holiday."""
    automatic = str(mail.get("Auto-Submitted", "no")).strip().lower()
    bulk = str(mail.get("Precedence", "")).strip().lower()
    return automatic != "no" or bulk in ("bulk", "junk", "list") or "List-Id" in mail


def plan_of(mail: EmailMessage) -> dict:
    """The fields of a draft."""
    title = PREFIX.sub("", " ".join(str(mail.get("Subject", "")).split()))
    text = _words(mail)
    link = ""
    if found := ADDRESS.search(text):
        link = found[0][: Link.url.max_length]
    return {
        "title": one_line(title)[: Experiment.title.max_length].strip(),
        "method": plain_text(text)[: Experiment.method.max_length].strip(),
        "draft_extras": {"link": link},
    }


def _words(mail: EmailMessage) -> str:
    """What its writer wrote, without signature and what was replied to."""
    lines = []
    for line in _text(mail).replace("\r\n", "\n").split("\n"):
        if AFTER.match(line.strip("\r")):
            break
        lines.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _text(mail: EmailMessage) -> str:
    part = mail.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        text = part.get_content()
    except (LookupError, ValueError, MessageError):
        return ""
    if part.get_content_type() == "text/html":
        text = nh3.clean(BREAK.sub("\n", text), tags=set())
        text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    return text
