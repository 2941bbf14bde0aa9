"""Normalises and validates mail addresses."""

from __future__ import annotations

import re
import unicodedata

from tracker.core.validation import N_, FieldError
from tracker.plaintext import email_in_own_letters, one_line

# What may stand in a mail header without being read as more than one address; the
# domain may be Danish.
ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@\w([\w-]*\w)?(\.\w([\w-]*\w)?)*"
)

_NAMED = re.compile(r"[^<>]*<([^<>]+)>")  # Navn <navn@example.org>
NOT_SENT_TO = N_(
    "Before the @ only a–z, digits and a few signs can stand: no mail can be sent to an"
    " address with æ, ø, å or other letters there."
)


def tidy_email(email: str) -> str:
    """An address as it is compared and kept.

    Without what is not seen, in lower case, the domain in its own letters (rødovre.example,
    not xn--…), and bare of what a mail program writes around it: mailto: or a name.
    """
    email = unicodedata.normalize("NFKC", one_line(email)).lower()
    named = _NAMED.fullmatch(email)
    if named:
        email = named[1]
    email = email.strip().removeprefix("mailto:").strip()
    return email_in_own_letters(email)


def address_problems(email: str) -> list[FieldError]:
    """What keeps a text from being one mail address."""
    local = email.rpartition("@")[0]
    if not local.isascii() and ADDRESS.fullmatch(f"a@{email[len(local) + 1 :]}"):
        return [FieldError("email", NOT_SENT_TO)]
    try:
        email.rpartition("@")[2].encode("idna")
        if ADDRESS.fullmatch(email) and len(email.partition("@")[0]) <= 64:
            return []
    except UnicodeError:
        pass
    if email:
        return [FieldError("email", N_("This does not look like a mail address."))]
    return []
