"""Clients that are slow, on purpose or by a poor line: they keep nobody else waiting,
and those who mean it come through.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time

import pytest

from tests.faults.product import multipart, signed_in
from tests.faults.test_stopping import noise
from tracker import connections, db
from tracker.experiments.models import Picture

pytestmark = pytest.mark.usefixtures("on_sqlite")

HEAD = (
    b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type:"
    b" application/x-www-form-urlencoded\r\n"
)
DRIPS = {
    "silent": (b"", b""),
    "head": (b"GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\n", b"X-A: " + b"a" * 600),
    "body": (HEAD + b"Content-Length: 900\r\n\r\n", b"email=" + b"a" * 600),
    "long body": (
        HEAD + b"Content-Length: 1900000\r\n\r\nemail=" + b"a" * 90_000,
        b"a" * 600,
    ),
    "chunks": (
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n384\r\n",
        b"email=" + b"a" * 600,
    ),
}


class Drips:
    """Twenty connections that say something, and then a byte a second each."""

    def __init__(self, port: int, kind: str, many: int = 20):
        begin, self.rest = DRIPS[kind]
        self.ended = threading.Event()
        self.lines = [
            socket.create_connection(("127.0.0.1", port), timeout=5)
            for _ in range(many)
        ]
        for line in self.lines:
            line.sendall(begin)
        self.thread = threading.Thread(target=self._drip, daemon=True)
        self.thread.start()

    def _drip(self):
        for at in range(len(self.rest)):
            for line in self.lines:
                with contextlib.suppress(OSError):
                    line.send(self.rest[at : at + 1])
            if self.ended.wait(1):
                return

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        self.ended.set()
        self.thread.join()
        for line in self.lines:
            line.close()

    def still_open(self) -> int:
        return sum(not ended(line) for line in self.lines)


def ended(line: socket.socket) -> bool:
    """Whether the other side has hung up, whatever it said before."""
    line.setblocking(False)
    try:
        while line.recv(4096):
            pass
        return True
    except BlockingIOError:
        return False
    except OSError:
        return True


def slowest(served, seconds: float) -> float:
    """How long the slowest answer of `/healthz` took, one after another."""
    until = time.monotonic() + seconds
    took = []
    while time.monotonic() < until:
        began = time.monotonic()
        served.get("/healthz", timeout=15)
        took.append(time.monotonic() - began)
        time.sleep(0.05)
    return max(took)


@pytest.fixture
def served(product, serve):
    return serve(product.config["TRACKER"], workers=1).ready()


def nobody_waits(served) -> None:
    """Twenty slow connections of each kind, and others that are odd, keep nobody waiting."""
    for kind in DRIPS:
        with Drips(served.port, kind):
            assert slowest(served, 0.1) < 2, kind
    two_in_one_breath(served.port)
    head_without_end(served.port)
    body_of_untold_length(served.port)


# Where a server is started anyway, it is tried for a moment: `nobody_waits`
@pytest.mark.thorough(
    short="faults/test_served.py::test_one_process_is_misled_killed_and_stopped"
)
def test_twenty_slow_connections_keep_nobody_waiting_for_long(served):
    for kind in DRIPS:
        with Drips(served.port, kind) as drips:
            assert slowest(served, 45) < 2, kind
            assert drips.still_open() <= (
                1 if kind in ("silent", "head", "body") else 20
            ), kind


def two_in_one_breath(port: int) -> None:
    """Two requests in one packet, a third in two pieces, on one connection that stays:
    answered in turn.
    """
    ask = f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(ask * 2 + ask[:20])
        time.sleep(0.3)
        line.sendall(ask[20:])
        said = b""
        while said.count(b"HTTP/1.1 200") < 3:
            said += line.recv(4096)
        assert not ended(line)


def head_without_end(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(
            b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: " + b"a" * 80_000
        )
        assert line.recv(20).startswith(b"HTTP/1.1 431")


def body_of_untold_length(port: int) -> None:
    body = b"email=a&password=b"
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        head = HEAD.replace(b"127.0.0.1", f"127.0.0.1:{port}".encode())
        line.sendall(
            head
            + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
            % (len(body), body)
        )
        assert line.recv(12) in (b"HTTP/1.1 302", b"HTTP/1.1 400", b"HTTP/1.1 303")


@pytest.mark.thorough(
    short="web/test_connections.py::test_bytes_that_drip_do_not_put_off_the_end"
)
def test_a_slow_head_is_ended_after_ten_seconds_and_a_long_line_of_silent_ones_at_once(
    served,
):
    with (
        Drips(served.port, "head", 3) as slow,
        Drips(served.port, "silent", connections.MOST_WAITING + 20) as silent,
    ):
        assert served.get("/healthz").status == 200
        assert 20 <= (connections.MOST_WAITING + 20) - silent.still_open() <= 30
        time.sleep(connections.HEAD_SECONDS + 2)
        assert slow.still_open() == 0 == silent.still_open()


@pytest.mark.thorough(
    short="web/test_connections.py::"
    "test_a_thread_reads_as_long_as_bytes_keep_coming_and_no_longer"
)
def test_a_picture_over_a_slow_line_comes_through(product, serve):
    """Two seconds for a hundred kilobytes, in small pieces, while twenty others only drip."""
    cast = product.cast
    config = product.config["TRACKER"]
    with db.database.connection_context():
        alma = signed_in(product, cast.alma)
        body, kind = multipart(
            {"csrf_token": alma.token, "submission": "slow", "alt": "i ro og mag"},
            [("pictures", noise())],
        )
        served = serve(config).ready()
        head = (
            f"POST /experiments/{cast.passport.id}/pictures HTTP/1.1\r\nHost:"
            f" 127.0.0.1:{served.port}\r\nCookie: {alma.cookie}\r\n"
        )
        with (
            Drips(served.port, "body"),
            socket.create_connection(("127.0.0.1", served.port), timeout=20) as line,
        ):
            line.sendall(
                f"{head}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            )
            for start in range(0, len(body), len(body) // 40):
                line.sendall(body[start : start + len(body) // 40])
                time.sleep(0.05)
            assert line.recv(15).startswith(b"HTTP/1.1 303")
        assert Picture.select().where(Picture.alt == "i ro og mag").count() == 1
