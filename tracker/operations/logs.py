"""Logs: one JSON object a line on standard error.

No bodies, cookies, tokens, addresses or names; no line at all about a pulse, or about
who reports that the safe conduct was broken.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import logging
import re
import secrets
import sys
import time
import traceback

from flask import Flask, g, has_request_context, request
from flask_login import current_user

from tracker.audit.models import acting

ADDRESS = re.compile(
    r"(?<![\w.:])(?:"
    r"\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)"
    r"|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:\d*\.[\d.]+\b)?(?:%\w+)?(?!\w)"
    r")"
)
ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
UNTOLD = (
    "readiness.",
    "safe_conduct.report",
    "home.healthz",
    "home.readyz",
    "home.metrics",
    "static",
    "assets",
)
USUAL = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}

log = logging.getLogger("tracker.requests")


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON: at, level, logger, said, request, what was given as
    `extra`, and the trouble.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": (
                dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(
                    timespec="milliseconds"
                )
            ),
            "level": record.levelname.lower(),
            "logger": record.name,
            "said": masked(record.getMessage()),
        }
        if has_request_context() and "request_id" in g:
            line["request"] = g.request_id
        line |= {
            name: without_addresses(value)
            for name, value in record.__dict__.items()
            if name not in USUAL
        }
        if record.exc_info and record.exc_info[1]:
            line |= trouble_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def write_lines(level: int = logging.INFO) -> None:
    """Let everything in this process be logged so, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("tracker").setLevel(level)


def masked(said: str) -> str:
    """The first line of what was said, without what stands in quotation marks or looks
    like a mail address: people's words.

    A database tells the row that it refused on a second line, and a wrong value in quotation marks.
    """
    first = (said.strip().splitlines() or [""])[0]
    return without_addresses(
        re.sub(r"\S+@\S+", "…", re.sub(r"(['\"“]).*?(['\"”])", "“…”", first))
    )[:300]


def without_addresses(value):
    """A text without the network addresses in it, whoever wrote it; anything else as it is."""
    if isinstance(value, str):
        return ADDRESS.sub(_hidden, value)
    return value


def _hidden(found: re.Match) -> str:
    """An ellipsis for an address, also before a colon; a time of day, and a version of
    three numbers, stay.
    """
    for colon in ("", ":"):
        text = found[0].removesuffix(colon)
        try:
            ipaddress.ip_address(text.partition("%")[0])
        except ValueError:
            continue
        return "…" + found[0][len(text) :]
    return found[0]


def trouble_of(error: BaseException) -> dict:
    """What went wrong and where, without the values that it went wrong with."""
    frames = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    cause = error.__cause__ or error.__context__
    trouble = {
        "trouble": f"{type(error).__name__}: {masked(str(error))}",
        "where": frames[-12:],
    }
    if cause:
        trouble["because"] = f"{type(cause).__name__}: {masked(str(cause))}"
    return trouble


def init_app(app: Flask) -> None:
    """Give every request an id, answer with it, and log one line about it: method,
    route (never the address), status, time.

    A proxy that is trusted to tell the caller's address may give the id, as X-Request-ID.
    """
    trusted = app.config["TRACKER"].proxy_hops > 0

    @app.teardown_request
    def forget_request(error):
        acting.set(("", lambda: None))

    @app.before_request
    def name_request():
        g.request_id = secrets.token_hex(8)
        given = request.headers.get("X-Request-ID", "")
        if trusted and ID.fullmatch(given):
            g.request_id = given
        g.began = time.perf_counter()
        acting.set((g.request_id, _who))

    @app.after_request
    def tell_request(response):
        if "request_id" not in g:
            return response
        response.headers["X-Request-ID"] = g.request_id
        is_untold = (request.endpoint or "").startswith(UNTOLD)
        if response.status_code >= 500 or not is_untold:
            _log_answer(response.status_code)
        return response


def _log_answer(status: int) -> None:
    extra = {
        "method": request.method,
        "route": request.url_rule and request.url_rule.rule,
        "status": status,
        "ms": round((time.perf_counter() - g.began) * 1000, 1),
    }
    log.info("answered", extra=extra)


def _who() -> int | None:
    """The id of whoever sends the request, for the audit log; a service is nobody."""
    if current_user and current_user.is_authenticated:
        return current_user.id or None
    return None
