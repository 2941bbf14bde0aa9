"""A gunicorn worker whose threads never wait for a slow client.

A connection waits in the worker's event loop until its request is there: whole, or 64
kB of it where it is longer. Only then a thread takes it. What is longer is read by the
thread itself, against a deadline, and only half of the threads do that at a time.
"""

from __future__ import annotations

import re
import selectors
import socket
import time
from collections import deque
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial

from gunicorn.http import get_parser
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

from tracker.db import is_sqlite
from tracker.turns import Turns

# For the head, from the first byte; a connection that never says anything is closed as soon.
HEAD_SECONDS = 10
# Seconds that a body may take whatever its pace; beyond, it keeps to the pace below
BODY_GRACE = 30
# Bytes a second: 130 MB over a line of 1 Mbit/s come at fifteen times that
BODY_RATE = 8_000
SEND_SECONDS = 30  # in which a client has to take each piece of an answer
HELD_BYTES = 65_536  # of a request that waits, in memory
# Connections; when one more comes, the one that has waited longest goes
MOST_WAITING = 500
MOST_QUEUED = 100  # long requests in line for a thread
# Seconds that the other side has to hang up, and that idle connections are kept when stopping.
LINGER = 2

LENGTH = re.compile(rb"\r\ncontent-length[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
UNTOLD_LENGTH = re.compile(rb"\r\n(transfer-encoding|expect)[ \t]*:", re.IGNORECASE)

READING = ("GET", "HEAD")
WAITS = "waits"
WHOLE = "whole"
LONG = "long"
TOO_LONG = "too long"

TIMED_OUT = "408 Request Timeout"
HEAD_TOO_LONG = "431 Request Header Fields Too Large"
BUSY = "503 Service Unavailable"


class TimedReader(SocketUnreader):
    """The bytes of a request, as long as they come fast enough.

    Time that the product itself takes between them is not counted.
    """

    def __init__(self, sock: socket.socket):
        super().__init__(sock)
        self.begin(b"")

    def begin(self, data: bytes) -> None:
        """Begin a request with what has arrived of it already."""
        self.unread(data)
        self.received = len(data)
        self.waited = 0.0

    def chunk(self, size_hint=None) -> bytes:
        left = BODY_GRACE + self.received / BODY_RATE - self.waited
        if left <= 0:
            raise TimeoutError("the body comes too slowly")
        before = self.sock.gettimeout()
        timeout = left
        if before is not None:
            timeout = min(left, before)
        self.sock.settimeout(timeout)
        began = time.monotonic()
        try:
            data = super().chunk(size_hint)
        finally:
            self.waited += time.monotonic() - began
            self.sock.settimeout(before)
        self.received += len(data)
        return data


class Waiting:
    """A connection whose request has not arrived yet, with what there is of it."""

    def __init__(self, conn: TConn, seconds: float):
        self.conn = conn
        self.data = bytearray()
        self.seen = 0
        self.whole: int | None = None  # length of head and body, once the head is there
        self.is_long = False
        self.since = time.monotonic()
        self.deadline = self.since + seconds

    def add(self, data: bytes) -> str:
        """Add what has arrived. Returns what that makes of the request."""
        if not self.data:
            self.since = time.monotonic()
            self.deadline = self.since + HEAD_SECONDS
        self.data += data
        if self.whole is None and not self.is_long:
            self._look_for_head()
        if self.is_long:
            return LONG
        if self.whole is None:
            if len(self.data) > HELD_BYTES:
                return TOO_LONG
            return WAITS
        if len(self.data) >= self.whole:
            return WHOLE
        self.deadline = self.since + BODY_GRACE + len(self.data) / BODY_RATE
        if len(self.data) >= HELD_BYTES:
            return LONG
        return WAITS

    def _look_for_head(self) -> None:
        end = self.data.find(b"\r\n\r\n", max(0, self.seen - 3))
        self.seen = len(self.data)
        if end < 0:
            return
        head = bytes(self.data[: end + 2])
        lengths = LENGTH.findall(head)
        length = b"0"
        if len(lengths) == 1:
            length = lengths[0].strip()
        is_clear = len(lengths) < 2 and length.isdigit() and len(length) <= 15
        if UNTOLD_LENGTH.search(head) or head.startswith(b"\r\n") or not is_clear:
            # How much there is to come, gunicorn finds out or refuses; a thread with a
            # deadline reads it.
            self.is_long = True
        else:
            self.whole = end + 4 + int(length)


class Worker(ThreadWorker):
    """Threads that answer whole requests, and an event loop in which the others arrive.

    Finishes the requests in flight when asked to stop, and refuses new ones at once:
    with its socket left open, as gunicorn leaves it, they would wait in the queue for
    up to half a minute and then be dropped.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.waiting: dict[TConn, Waiting] = {}  # the longest there first
        # Answered, and not hung up yet: until when
        self.leaving: dict[TConn, float] = {}
        self.queued: deque[TConn] = deque()  # long requests in line
        self.most_reading = max(1, self.cfg.threads // 2)
        self.reading: set[TConn] = set()  # long requests that have a thread
        self.looked_at = 0.0
        self.stops_at = None
        self.turns = Turns()

    def set_accept_enabled(self, enabled):
        super().set_accept_enabled(enabled)
        if not self.alive:
            self.stops_at = self.stops_at or time.monotonic()
            for listening in self.sockets:
                listening.close()

    # Arriving

    def accept(self, listener):
        try:
            sock, client = listener.accept()
        except BlockingIOError:  # another worker was faster
            return
        except OSError:  # gone again, or too many files are open
            self._drop_longest()
            return
        if len(self.waiting) >= MOST_WAITING:
            self._drop_longest()
        self.nr_conns += 1
        conn = TConn(self.cfg, sock, client, listener.getsockname())
        conn.parser = get_parser(self.cfg, sock, client)
        conn.parser.unreader = TimedReader(sock)
        conn.initialized = True
        self._wait(conn, HEAD_SECONDS)

    def _wait(self, conn: TConn, seconds: float, data: bytes = b"") -> None:
        """Let a connection wait for its next request, of which some may have come already."""
        conn.sock.setblocking(False)
        waiting = self.waiting[conn] = Waiting(conn, seconds)
        self.poller.register(
            conn.sock, selectors.EVENT_READ, partial(self._on_readable, waiting)
        )
        if data:
            self._decide(waiting, waiting.add(data))

    def _on_readable(self, waiting: Waiting, sock: socket.socket) -> None:
        if waiting.conn not in self.waiting:  # dropped by an event just before
            return
        try:
            data = sock.recv(HELD_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._decide(waiting, waiting.add(data))
        else:
            self._close(waiting.conn)

    def _decide(self, waiting: Waiting, found: str) -> None:
        if found == WAITS:
            return
        conn = waiting.conn
        if found == TOO_LONG:
            self._refuse(conn, HEAD_TOO_LONG)
        elif found == LONG and len(self.queued) >= MOST_QUEUED:
            self._refuse(conn, BUSY)
        else:
            self._forget(conn)
            conn.parser.unreader.begin(bytes(waiting.data))
            if found == LONG:
                self.queued.append(conn)
                self._read_next()
            else:
                self.enqueue_req(conn)

    def _read_next(self) -> None:
        """Give long requests threads, as many as may have one."""
        while self.queued and len(self.reading) < self.most_reading:
            conn = self.queued.popleft()
            self.reading.add(conn)
            self.enqueue_req(conn)

    # Answering, in a thread

    def handle_request(self, req, conn):
        conn.sock.settimeout(SEND_SECONDS)
        try:
            with self._turn(req):
                return super().handle_request(req, conn)
        except TimeoutError as error:  # it takes its answer too slowly
            raise StopIteration from error

    def _turn(self, req) -> AbstractContextManager:
        """Its turn, where the database is in this process: two that compute at once are
        slower than one. For a server of a database it would only wait.
        """
        if not is_sqlite():
            return nullcontext()
        return self.turns.turn(writes=req.method not in READING)

    # Leaving

    def finish_request(self, conn, fs):
        self.reading.discard(conn)
        self._read_next()
        try:
            stays = not fs.cancelled() and fs.result()
            if stays:
                self._wait(
                    conn, self.cfg.keepalive, conn.parser.unreader.take_buffered()
                )
            else:
                self._leave(conn)
        except Exception:  # a request that ended the connection itself
            self._close(conn)

    def _leave(self, conn: TConn) -> None:
        """Say that nothing more comes, and hang up once the other side has.

        Else the last of the answer may be lost.
        """
        conn.sock.setblocking(False)
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            return self._close(conn)
        if len(self.leaving) >= MOST_WAITING:
            self._close(next(iter(self.leaving)))
        self.leaving[conn] = time.monotonic() + LINGER
        self.poller.register(
            conn.sock, selectors.EVENT_READ, partial(self._drain, conn)
        )
        return None

    def _drain(self, conn: TConn, sock: socket.socket) -> None:
        if conn not in self.leaving:
            return
        try:
            if sock.recv(HELD_BYTES):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._close(conn)

    def _refuse(self, conn: TConn, status: str) -> None:
        with suppress(OSError):
            head = (
                f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            )
            conn.sock.send(head.encode())
        self._forget(conn)
        self._leave(conn)

    def _forget(self, conn: TConn) -> None:
        if self.waiting.pop(conn, None) or self.leaving.pop(conn, None):
            with suppress(OSError, KeyError, ValueError):
                self.poller.unregister(conn.sock)

    def _close(self, conn: TConn) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()

    def _drop_longest(self) -> None:
        if self.waiting:
            self._refuse(next(iter(self.waiting)), BUSY)

    def murder_pending(self):
        """Close what has waited for too long; gunicorn asks for it after each event,
        once a while is enough.
        """
        now = time.monotonic()
        if now < self.looked_at + 0.5:
            return
        self.looked_at = now
        stopping = self.stops_at is not None and now > self.stops_at + LINGER
        for waiting in list(self.waiting.values()):
            if waiting.data and now > waiting.deadline:
                self._refuse(waiting.conn, TIMED_OUT)
            elif not waiting.data and (stopping or now > waiting.deadline):
                self._close(waiting.conn)
        for conn in [conn for conn, until in self.leaving.items() if now > until]:
            self._close(conn)
