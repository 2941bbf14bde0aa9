"""Error pages."""

from __future__ import annotations

import errno
import logging

import peewee
from flask import Flask, current_app, g, jsonify, make_response, request
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from tracker.folder import FolderAway
from tracker.web.database_trouble import Trouble, causes, trouble_of
from tracker.web.error_page import retry_text, what_was_typed, where_from
from tracker.web.problem import is_for_program, problem_response
from tracker.web.responses import is_ajax
from tracker.web.templates import rendered

log = logging.getLogger("tracker.errors")

SOON = 10  # seconds after which trying again is worth while
UPGRADE = 60


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _error_response)
    app.register_error_handler(CSRFError, form_too_old)
    app.register_error_handler(SecurityError, _strange_host)
    app.register_error_handler(peewee.OperationalError, _database_in_trouble)
    app.register_error_handler(peewee.InternalError, _database_in_trouble)
    app.register_error_handler(FolderAway, _files_away)
    app.register_error_handler(OSError, _disk_in_trouble)
    app.register_error_handler(Exception, _unexpected)


def _error_response(error: HTTPException):
    if error.code is None or error.code < 400:
        return error
    title, text = words_for(error.code)
    retry_after = getattr(error, "retry_after", None)
    if error.code == 503 and not retry_after:
        retry_after = UPGRADE
    response = _answer(error.code, title, text, retry_after)
    if methods := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(methods))
    return response


def _strange_host(error: SecurityError):
    """Asked for under a name that is not ours: no page can be built, since no link of
    it could be trusted.
    """
    return (
        "400: this site does not go by that name.\n",
        400,
        {"Content-Type": "text/plain; charset=utf-8"},
    )


def form_too_old(error: CSRFError):
    """A form whose token is missing or belongs to an earlier session.

    A browser that sends no cookie at all takes none, and would be told this for ever.
    """
    if not request.cookies:
        return _answer(
            400,
            _("Your browser sent no cookie"),
            _(
                "Signing in needs a cookie, which says that it is still you; nothing else is"
                " kept in it. Allow cookies for this site in your browser, go back, and load"
                " the page again."
            ),
        )
    title = _("This form is too old")
    return _answer(
        400,
        title,
        _("Nothing was saved, and nothing is lost: send it once more."),
        typed=what_was_typed(),
    )


def _database_in_trouble(error: peewee.PeeweeException):
    """Say what is the matter by the class of the error: a full disk, a database that only
    reads, one that is away, one that is busy.
    """
    _know_reader()
    log.error("database in trouble: %s", " ".join(map(str, causes(error))).lower())
    trouble = trouble_of(error)
    if trouble is Trouble.unknown and isinstance(error, peewee.InternalError):
        return _unexpected(error)
    code, title, text = _words_for_trouble(trouble)
    return _answer(code, title, text, SOON if code == 503 else None)


def _words_for_trouble(trouble: Trouble) -> tuple[int, str, str]:
    if trouble is Trouble.full:
        return (
            507,
            _("Nothing can be saved right now"),
            _no_room_text(),
        )
    if trouble is Trouble.read_only:
        return (
            507,
            _("Nothing can be saved right now"),
            _("The database takes nothing in at the moment. Reading works."),
        )
    if trouble is Trouble.away:
        return (
            503,
            _("The database cannot be reached"),
            _("What was saved before is safe. What you just sent was not saved."),
        )
    return (
        503,
        _("The database is busy"),
        _(
            "What was saved before is safe. What you just sent was not saved; it is still in"
            " your browser."
        ),
    )


def _no_room_text() -> str:
    return _(
        "The disk is full. What was saved before is safe, and reading works. What you just"
        " sent was not saved; it is still in your browser."
    )


def _disk_in_trouble(error: OSError):
    """Answer an error of the disk while an uploaded file is written."""
    if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        return _unexpected(error)
    log.error("disk in trouble: %s", error)
    if error.errno == errno.EROFS:
        text = _("The disk takes nothing in at the moment. Reading works.")
    else:
        text = _no_room_text()
    return _answer(507, _("Nothing can be saved right now"), text)


def _files_away(error: FolderAway):
    """The store of uploaded files does not answer; all else works."""
    log.error("files away: %s", error)
    return _answer(
        503,
        _("Pictures and files cannot be reached"),
        _(
            "The rest works. What was saved before is safe; what you just sent was not saved."
        ),
        SOON,
    )


def _unexpected(error: Exception):
    log.exception("unexpected error", exc_info=error)
    title, text = words_for(500)
    return _answer(500, title, text)


def words_for(code: int) -> tuple[str, str]:
    """Title and text of an error page."""
    texts = {
        400: (
            _("That could not be understood"),
            _("The address or the form is not one of ours."),
        ),
        401: (_("Please sign in"), _("This page is for those who are signed in.")),
        403: (
            _("You do not have access to this"),
            _("You are signed in, but this is for somebody else to see or to decide."),
        ),
        404: (
            _("There is nothing here"),
            _("It may have been moved, or you may not have access to it."),
        ),
        405: (_("That cannot be done here"), _("The page is there, but not for this.")),
        409: (
            _("Somebody else saved first"),
            _("Nothing was lost. Load the page again."),
        ),
        413: (
            _("That is too large"),
            _(
                "The file or the text is larger than what fits here. What you typed is kept in"
                " your browser, and comes back with the form."
            ),
        ),
        429: (
            _("That was a little too often"),
            _("It is to keep strangers out. Nothing is wrong with what you wrote."),
        ),
        503: (
            _("Back in a moment"),
            _(
                "The product is being brought to a new version. What was saved before is safe."
            ),
        ),
        500: (
            _("Something went wrong here"),
            _(
                "It is our fault, not yours. It has been noted; tell us the number below if you"
                " write to us about it."
            ),
        ),
    }
    if code in texts:
        return texts[code]
    if code < 500:
        return texts[400]
    return texts[500]


def _answer(
    code: int,
    title: str,
    text: str,
    retry_after: int | None = None,
    typed: list[tuple[str, str]] | None = None,
):
    if is_for_program():
        response = problem_response(code, title, text)
    elif is_ajax():
        response = jsonify(error=title, text=text)
    else:
        said = {
            "code": code,
            "title": title,
            "text": text,
            "retry": retry_text(retry_after),
            "typed": typed,
            "number": g.get("request_id"),
            "back": where_from(),
        }
        response = make_response(_page(said))
    response.status_code = code
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _page(said: dict) -> str:
    """The error page of the reader; of a signed-out one where the database does not answer."""
    try:
        return rendered("web/error.html", **said)
    except peewee.PeeweeException:
        _take_reader_for_a_stranger()
        return rendered("web/error.html", **said)


def _know_reader() -> None:
    """Who reads, and in which language, before the database is asked for it again in
    the middle of saying that it does not answer.
    """
    try:
        current_user.is_authenticated  # noqa: B018
    except peewee.PeeweeException:
        _take_reader_for_a_stranger()


def _take_reader_for_a_stranger() -> None:
    g._login_user = current_app.login_manager.anonymous_user()
