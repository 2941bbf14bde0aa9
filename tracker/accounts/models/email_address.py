"""Normalises and validates mail addresses."""

from __future__ import annotations

import re

from tracker.core.validation import N_, FieldError

# What may stand in a mail header without being read as more than one address; the
# domain may be Danish.
ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@\w([\w-]*\w)?(\.\w([\w-]*\w)?)*"
)


def tidy_email(email: str) -> str:
    """An address as it is compared and kept: trimmed and in lower case."""
    return email.strip().lower()


def address_problems(email: str) -> list[FieldError]:
    """What keeps a text from being one mail address."""
    try:
        email.rpartition("@")[2].encode("idna")
        if ADDRESS.fullmatch(email) and len(email.partition("@")[0]) <= 64:
            return []
    except UnicodeError:
        pass
    if email:
        return [FieldError("email", N_("This does not look like a mail address."))]
    return []
