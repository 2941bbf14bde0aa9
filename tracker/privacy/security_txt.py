"""The contact for reports of vulnerabilities (RFC 9116)."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import quote

LASTS = dt.timedelta(days=90)  # it is written anew with every day, so it never runs out
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PAGE = re.compile(r"https://[^\s<>\"',;]+")


def security_txt(contact: str, *, page: str, here: str, at: dt.datetime) -> str:
    """The text of the file.

    Args:
        contact: Whom one asks about one's data, in the organisation's own words; an
            address or a page in it is used.
        page: Where the organisation says whom one asks, for a contact with neither.
        here: The file's own address.
    """
    expires = at.replace(hour=0, minute=0, second=0, microsecond=0) + LASTS
    ways = [f"mailto:{quote(mail, safe='@+')}" for mail in MAIL.findall(contact)]
    ways += PAGE.findall(contact)
    lines = [f"Contact: {way}" for way in ways or [page]]
    lines += [
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: da, en",
        f"Canonical: {here}",
    ]
    return "\n".join(lines) + "\n"
