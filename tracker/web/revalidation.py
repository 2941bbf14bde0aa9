"""Pages that the browser of one reader may keep, and asks about before it shows them.

Such a page has an `ETag`; a reader who loads it again sends it along, and is answered 304
when nothing changed. It stands for what the page says to this session, without the nonce,
the form token and the hidden keys, and for nothing else: an `ETag` that changed with a
table would tell that somebody wrote what its reader may not see.

A process remembers for a while what it made a page from: the reader, the address, the
language, the minute, and the tokens of the tables that it read (see `table_read`). So long
as they hold, 304 is answered before anything is asked or drawn.

A 304 has no Content-Security-Policy: browsers put the headers of a 304 over those that
they kept, and the page that they kept has the nonce of then. Its form token holds as long
as the session, which is part of both. The hidden key of a form counts once: whatever a
session sends marks it, so no page of before comes back with a key that was used.

What others must not find on a device that is not its reader's alone is never kept: see
`may_keep` of whoever registers this.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from cachetools import LRUCache
from flask import Flask, Response, current_app, g, request, session
from flask_login import current_user

from tracker.db import database
from tracker.table_read import Reads, reads
from tracker.table_revision import ORIGIN, request_tokens
from tracker.web.clock import now
from tracker.web.i18n import locale_code
from tracker.web.responses import is_ajax

# Pages that the browser of a reader may keep: what colleagues share, with no text of the
# reader's own that is not shared
KEPT_PAGES = frozenset(
    {
        "home.home",
        "experiments.index",
        "experiments.experiment",
        "experiments.new",
        "lessons.index",
        "lessons.lesson",
        "guidelines.index",
        "questions.index",
        "questions.question",
        "dashboard.index",
    }
)

ALWAYS = ("person", "setting", "unit")  # behind every page, read before it is noted
LOCAL = ("127.0.0.1", "localhost", "::1")
READ_ONLY = ("GET", "HEAD", "OPTIONS")

# What a page was made from and what it said, to the tables and their state then
_made: LRUCache = LRUCache(4_000)
_lock = threading.Lock()


def init_app(app: Flask, may_keep: Callable[[], bool]) -> None:
    """Give `KEPT_PAGES` an `ETag`, and answer 304 where the browser's copy is right.

    Args:
        may_keep: Whether the reader's browser may keep what they are shown.
    """
    app.extensions["edition"] = _edition(app)

    app.before_request(_mark_session)

    @app.before_request
    def answer_unchanged():
        if not _is_page() or not may_keep():
            return None
        g.made_from = _made_from()
        g.page_reads = Reads()
        for etag in _known():
            tables, state = _remembered(etag)
            if state and state == _state(tables):
                return _unchanged(etag)
        g.reads_token = reads.set(g.page_reads)
        return None

    app.after_request(_add_etag)
    app.teardown_request(_forget_reads)


def _mark_session() -> None:
    """Whatever a session sends makes its pages others: see the hidden keys above."""
    if request.method not in READ_ONLY and "_user_id" in session:
        session["sent"] = secrets.token_urlsafe(6)


def _add_etag(answer: Response) -> Response:
    if "reads_token" not in g or not _is_kept(answer):
        return answer
    etag = _said(answer.get_data())
    _remember(etag)
    if etag in _known():
        return _unchanged(etag)
    answer.headers["ETag"] = f'W/"{etag}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _forget_reads(error: BaseException | None) -> None:
    if (token := g.pop("reads_token", None)) is not None:
        reads.reset(token)


def _is_page() -> bool:
    """Whether the request is for a page that a browser would keep.

    Signing out takes the copies away (`Clear-Site-Data`), which browsers do for pages
    that nobody on the way can read.
    """
    return (
        request.method == "GET"
        and request.endpoint in KEPT_PAGES
        and not is_ajax()
        and (request.is_secure or urlsplit(request.host_url).hostname in LOCAL)
        and "_flashes" not in session
        and current_user.is_authenticated
    )


def _is_kept(answer: Response) -> bool:
    ours = request_tokens.get()
    quiet = not session.modified and not (ours and ours.has_written)
    plain = answer.status_code == 200 and answer.mimetype == "text/html"
    return quiet and plain and "Cache-Control" not in answer.headers


def _edition(app: Flask) -> bytes:
    """What every page is made from: this version's files, and the configuration with its
    secrets, so that nobody finds out by guessing what an ETag stands for.
    """
    root = Path(app.root_path)
    files = [
        *_files_below(root / app.template_folder),
        *_files_below(root / app.static_folder),
        *_files_below(root, ".py"),
        *_files_below(app.config["TRANSLATIONS"], ".mo"),
    ]
    settings = sorted(app.config["TRACKER"].as_env().items())
    return hashlib.sha256(repr((sorted(files), settings)).encode()).digest()


def _files_below(folder: Path | str, suffix: str = "") -> Iterator[tuple[str, int]]:
    """Each file with the time when it was written. `Path.rglob` would take a twentieth
    of a second of each start.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files_below(entry.path, suffix)
            elif entry.name.endswith(suffix):
                yield entry.path, entry.stat().st_mtime_ns


def _made_from() -> str:
    """Everything but the tables that a page is made from."""
    # The session is signed anew at times; what is in it counts
    own = current_app.config["SESSION_COOKIE_NAME"]
    cookies = {name: text for name, text in request.cookies.items() if name != own}
    made_from = [
        request.url,
        locale_code(),
        int(now().timestamp()) // 60,
        sorted(cookies.items()),
        sorted(session.items()),
    ]
    return _digest(json.dumps(made_from, default=str).encode())


def _state(tables: frozenset[str]) -> str:
    """What a page is made from, as this request found it."""
    tokens = database.obj.tokens()
    named = sorted({*tables, *ALWAYS})
    found = [(name, tokens.get(name)) for name in [ORIGIN] + named]
    return _digest(f"{g.made_from} {found}".encode())


def _remember(etag: str) -> None:
    """Keep what the page of this answer was made from, unless nobody can be sure."""
    if not g.page_reads.is_sure:
        return
    tables = frozenset(g.page_reads.tables)
    with _lock:
        _made[g.made_from, etag] = tables, _state(tables)


def _remembered(etag: str) -> tuple[frozenset[str], str]:
    """The tables and the state of a page that this process made, or none and ""."""
    with _lock:
        return _made.get((g.made_from, etag), (frozenset(), ""))


def _said(page: bytes) -> str:
    """What a page says, without what chance puts into it, for this session."""
    keys = g.get("hidden_keys", [])
    for chance in (g.get("csp_nonce"), g.get("csrf_token"), *keys):
        if chance:
            page = page.replace(chance.encode(), b"")
    return _digest(page + json.dumps(sorted(session.items()), default=str).encode())


def _known() -> list[str]:
    """The ETags that the browser sent."""
    return list(request.if_none_match.as_set(include_weak=True))


def _unchanged(etag: str) -> Response:
    answer = Response(status=304)
    answer.headers["ETag"] = f'W/"{etag}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _digest(data: bytes) -> str:
    key = current_app.extensions["edition"]
    return hashlib.blake2b(data, digest_size=12, key=key).hexdigest()
