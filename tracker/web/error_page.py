"""What an error page offers: when to try again, what was typed, and the way back."""

from __future__ import annotations

import datetime as dt
import math
from urllib.parse import urlsplit

from flask import request
from flask_babel import format_time, ngettext

from tracker.web.clock import now
from tracker.web.responses import page_path

# Never shown again, not even to whoever typed it
SECRET = ("csrf", "password", "token", "code", "secret")


def retry_text(seconds: int | None) -> str:
    """When trying again is worth while; "" where that is not known."""
    if not seconds:
        return ""
    if seconds < 60:
        return ngettext(
            "Try again in %(num)s second.", "Try again in %(num)s seconds.", seconds
        )
    at = format_time(now() + dt.timedelta(seconds=seconds), "short")
    return ngettext(
        "Try again in a minute, at %(time)s.",
        "Try again in %(num)s minutes, at %(time)s.",
        math.ceil(seconds / 60),
        time=at,
    )


def what_was_typed() -> list[tuple[str, str]]:
    """The fields of the form that was sent, without secrets, to be sent once more.

    Only of a form that stood on a page of ours: else another site could write it, and one
    click of the reader would send it.
    """
    if not _from_own_page():
        return []
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if not any(word in name for word in SECRET)
    ]


def where_from() -> str | None:
    """The page of ours from which the form was sent, or this one if it was only read."""
    if request.method == "GET":
        return page_path()
    came = urlsplit(request.referrer or "")
    if came.netloc != request.host or not came.path.startswith("/"):
        return None
    if came.query:
        return f"{came.path}?{came.query}"
    return came.path


def _from_own_page() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host
