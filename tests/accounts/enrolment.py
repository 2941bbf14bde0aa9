"""What stands on the page where a second factor is set up."""

from __future__ import annotations

import re

import pyotp

from tracker.web import clock


def key_on(page: str) -> str:
    """The key below the picture."""
    return re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]


def begun_on(page: str) -> str:
    """What the form carries from that page to the first code."""
    found = re.search(r'name="begun"[^>]*value="([^"]+)"', page)
    return found[1] if found else ""


def code_of(key: str) -> str:
    """What an app with this key shows now."""
    return pyotp.TOTP(key).at(clock.now())
