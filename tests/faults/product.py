"""The product as operators run it, in processes of its own that can be killed, and a
browser that takes no for an answer.
"""

from __future__ import annotations

import datetime as dt
import html
import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from tests.bundles import lend_bundles
from tracker import db
from tracker.accounts.models import Session
from tracker.db import chunked
from tracker.schema import MODELS


@dataclass(frozen=True)
class Caller:
    """Somebody's browser: the cookie, and the token that goes with it in forms."""

    cookie: str
    token: str


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: dict

    def says(self, *words: str) -> bool:
        """Whether a reader of the page finds these words on it."""
        text = html.unescape(re.sub(r"<[^>]+>", " ", self.text))
        return all(word in text for word in words)


class Product:
    """`tracker serve` in a process group of its own, that is killed as a whole."""

    def __init__(self, config, workers: int = 1, port: int | None = None, **env: str):
        self.port = port or free_port()
        self.workers_wanted = workers
        self.env = {**os.environ, **config.as_env(), **env}
        self.process = None
        self.cut_off = 0

    def command(self) -> list[str]:
        return [
            sys.executable,
            "-m",
            "tracker",
            "serve",
            "--port",
            str(self.port),
            "--workers",
            str(self.workers_wanted),
        ]

    def start(self) -> Product:
        lend_bundles(Path(self.env["TRACKER_DATA"]))
        # Name a file there to see what it has to say
        with Path(os.environ.get("FAULTS_LOG", os.devnull)).open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                env=self.env,
                start_new_session=True,
                stdout=log,
                stderr=log,
            )
        return self

    def ready(self) -> Product:
        """Wait until it answers."""
        answer = wait_for(
            lambda: self.get("/healthz", timeout=1) or self.process.poll() is not None
        )
        assert answer is not True, (
            f"it ended with {self.process.poll()}; FAULTS_LOG=file tells why"
        )
        return self

    def children(self) -> dict[int, bytes]:
        """Process id to name of those it started."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        mine = [int(pid) for thread in threads for pid in thread.read_text().split()]
        found = {}
        for pid in mine:
            with suppress(OSError):
                found[pid] = Path(f"/proc/{pid}/comm").read_bytes().strip()
        return found

    def workers(self) -> list[int]:
        """Ids of the processes that run jobs."""
        return [pid for pid, name in self.children().items() if name == b"tracker work"]

    def answering(self) -> list[int]:
        """Ids of the processes that answer requests."""
        return [pid for pid, name in self.children().items() if name != b"tracker work"]

    def kill(self):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self, within: float = 40) -> int:
        """Ask it to end, as an operator or a new version does. Its exit code."""
        self.process.terminate()
        return self.process.wait(within)

    def get(
        self, path: str, who: Caller | None = None, timeout: float = 15, **headers
    ) -> Answer | None:
        return self.ask("GET", path, who, timeout=timeout, headers=headers)

    def post(
        self,
        path: str,
        who: Caller,
        timeout: float = 30,
        files=(),
        headers=None,
        **form,
    ) -> Answer | None:
        """Send a form; with files, as a browser sends those."""
        form = {"csrf_token": who.token, **form}
        body, kind = (
            multipart(form, files)
            if files
            else (urlencode(form).encode(), "application/x-www-form-urlencoded")
        )
        return self.ask(
            "POST", path, who, body, {"Content-Type": kind, **(headers or {})}, timeout
        )

    def ask(
        self,
        method: str,
        path: str,
        who: Caller | None,
        body=None,
        headers=None,
        timeout: float = 30,
    ) -> Answer | None:
        """The answer, not followed anywhere; None when there was none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        sent = {
            "Accept-Language": "en",
            "Connection": "close",
            **({"Cookie": who.cookie} if who else {}),
            **(headers or {}),
        }
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return Answer(
                answer.status,
                answer.read().decode(errors="replace"),
                dict(answer.getheaders()),
            )
        except ConnectionRefusedError:
            return None
        except (OSError, http.client.HTTPException):
            self.cut_off += 1  # in the middle: it may or may not have been done
            return None
        finally:
            connection.close()


def in_earnest(app: Flask) -> Flask:
    """The same product as it runs outside of tests."""
    app.config.update(TESTING=False, WTF_CSRF_ENABLED=True)
    return app


class Inside(Product):
    """The same in this process, for what has nothing to do with processes."""

    def __init__(self, app):
        self.app = app

    def ask(
        self,
        method: str,
        path: str,
        who: Caller | None,
        body=None,
        headers=None,
        timeout: float = 30,
    ) -> Answer:
        sent = {
            "Accept-Language": "en",
            **({"Cookie": who.cookie} if who else {}),
            **(headers or {}),
        }
        client = self.app.test_client(use_cookies=False)
        answer = client.open(path, method=method, data=body, headers=sent)
        text = answer.get_data().decode(errors="replace")
        answer.close()
        return Answer(answer.status_code, text, dict(answer.headers))


def multipart(
    form: dict[str, str], files: list[tuple[str, bytes]]
) -> tuple[bytes, str]:
    """The body of a form with files, and its content type."""
    edge = secrets.token_hex(12)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in form.items()
    ]
    for name, content in files:
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}";'
            ' filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
        )
        parts.append(head.encode() + content + b"\r\n")
    return b"".join(
        [*parts, f"--{edge}--\r\n".encode()]
    ), f"multipart/form-data; boundary={edge}"


def signed_in(app, who) -> Caller:
    """A browser of somebody who signed in just now."""
    _, token = Session.open(who, at=dt.datetime.now(dt.UTC))
    said = app.session_interface.get_signing_serializer(app).dumps(
        {"_user_id": token, "_fresh": True, "csrf_token": "abc"}
    )
    signer = URLSafeTimedSerializer(app.secret_key, "wtf-csrf-token")
    return Caller(f"{app.config['SESSION_COOKIE_NAME']}={said}", signer.dumps("abc"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(answer, seconds: float = 30):
    """The first answer that says something, within half a minute."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := answer():
            return found
        time.sleep(0.05)
    return pytest.fail("it never came")


def sound() -> None:
    """Assert that the database is whole: no row points to nothing, and SQLite finds no
    damage in its file.
    """
    if db.is_sqlite():
        assert db.database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.database.execute_sql("PRAGMA foreign_key_check").fetchone() is None
    points = [(noun, field) for noun in MODELS for field in noun._meta.refs]
    for some in chunked(points, 100):
        counts = db.database.execute_sql(" UNION ALL ".join(map(_astray, some)))
        lost = [row for row in counts.fetchall() if row[1]]
        assert not lost, f"rows that point to nothing: {lost}"


def _astray(point: tuple) -> str:
    """A query that counts the rows of a noun of which one field points to nothing."""
    noun, field = point
    name, there = noun._meta.table_name, field.rel_model._meta.table_name
    return (
        f"SELECT '{name}.{field.column_name}', COUNT(*) FROM \"{name}\""
        f' WHERE "{field.column_name}" IS NOT NULL AND "{field.column_name}" NOT IN'
        f' (SELECT "{field.rel_field.column_name}" FROM "{there}")'
    )
