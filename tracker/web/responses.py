"""Responses of views: a page, a form with its errors, a redirect, a picture."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import (
    abort,
    current_app,
    flash,
    g,
    redirect,
    request,
    send_file,
)
from flask_babel import gettext

from tracker.core.validation import N_
from tracker.folder import Folder
from tracker.web.templates import rendered


def render_page(template: str, **context) -> str:
    """Render a page in the reader's language and theme."""
    return rendered(template, **context)


def render_form(template: str, form, **context) -> tuple[str, int]:
    """Render the page of a form: with 200 when it is opened, 422 when its errors are shown."""
    status = 422 if form.is_submitted() else 200
    return rendered(template, form=form, **context), status


def redirect_with_message(url: str, message: str = "", category: str = "message"):
    """Redirect after a successful POST, with a message on the next page."""
    if message:
        flash(message, category)
    if shortened := links_told():
        flash(shortened)
    return redirect(url, code=303)


def links_told() -> str:
    """A word, once a request, that links lost what told who shared them; "" otherwise."""
    if g.pop("links_shortened", False):
        return gettext("What told in the link who shared it has been taken out.")
    return ""


def picture_answer(folder: Folder, name: str, etag: str):
    """Send a picture, or 404 if its file is gone, without the file's time.

    The time is the second of its upload, which could reveal the author.

    A browser asks again by the ETag alone; a date that it was asked to compare with
    would tell the second, too, try by try.
    """
    if etag in request.if_none_match and folder.exists(name):
        answer = current_app.response_class(mimetype="image/webp", status=304)
        answer.set_etag(etag)
        return answer
    answer = file_answer(folder, name, "image/webp")
    answer.set_etag(etag)
    return answer.make_conditional(request)


def file_answer(folder: Folder, name: str, mimetype: str):
    """Send a file that somebody uploaded, or 404 if it is gone, without its time."""
    try:
        size = folder.size(name)
        file = folder.open(name)
    except FileNotFoundError:
        abort(404)
    answer = send_file(file, mimetype=mimetype, conditional=False, etag=False)
    answer.content_length = size
    return answer


def is_ajax() -> bool:
    """Whether the request comes from a script and wants a fragment."""
    return request.headers.get("X-Requested-With") == "fetch"


def public_url(endpoint: str, **values) -> str:
    """A link for a mail. It comes from PUBLIC_URL, never from the Host header."""
    base = urlsplit(
        current_app.config["TRACKER"].public_url or current_app.config["LOOPBACK_URL"]
    )
    site = current_app.url_map.bind(
        base.netloc, script_name=base.path, url_scheme=base.scheme
    )
    return site.build(endpoint, values, force_external=True)


def page_path() -> str:
    """The path of this request with its query, as a link to it has it."""
    return request.script_root + request.full_path.removesuffix("?")


def site_path(path: str) -> str:
    """A path that is kept without the site's own, such as ``/lessons/3``, for a link."""
    return current_app.config["TRACKER"].root_path + path


def local_path(target: str | None) -> str | None:
    """A `next` parameter that is a path of this site, or None.

    It holds nothing that a browser might read as a host, and leads to no other site
    under the same host.
    """
    if not target or len(target) > 2000:
        return None
    root_path = current_app.config["TRACKER"].root_path
    if target != root_path and not target.startswith(root_path + "/"):
        return None
    if any(ord(c) <= 32 or ord(c) == 127 for c in target) or "\\" in target:
        return None
    # As it was sent: urlsplit would make one slash of three, and a browser a host of
    # what follows them.
    path = target.partition("#")[0].partition("?")[0].lower()
    if any(
        part in path
        for part in ("//", "%2f", "%5c", "%00", "%0a", "%0d", "/./", "/../")
    ):
        return None
    return target


EXPIRED = N_(
    "You were signed out in the meantime. Sign in, and what you typed is still here."
)
