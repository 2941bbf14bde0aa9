"""How long a request may take to arrive, and when it is all there."""

import socket
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import for_each
from tracker import connections
from tracker.connections import LONG, TOO_LONG, WAITS, WHOLE, TimedReader, Waiting

POST = b"POST /login HTTP/1.1\r\nHost: a\r\n"


@given(st.integers(0, 300), st.integers(1, 60), st.booleans())
def test_a_request_is_whole_with_its_last_byte_however_it_is_cut(length, piece, spaced):
    colon = b":  " if spaced else b":"
    request = (
        POST
        + b"content-LENGTH"
        + colon
        + str(length).encode()
        + b"\r\nX: y\r\n\r\n"
        + b"b" * length
    )
    waiting = Waiting(None, 2)
    found = [
        waiting.add(request[start : start + piece])
        for start in range(0, len(request), piece)
    ]
    assert (
        found == [WAITS] * (len(found) - 1) + [WHOLE] and bytes(waiting.data) == request
    )


@for_each(
    [
        b"Transfer-Encoding: chunked",
        b"Expect: 100-continue\r\nContent-Length: 3",
        b"Content-Length: +3",
        b"Content-Length: 3\r\nContent-Length: 5",
        b"Content-Length: ",
        b"Content-Length: " + b"9" * 5000,
        b"Content-Length: \xb2",
    ]
)
def test_what_does_not_say_how_long_it_is_is_read_by_a_thread_with_a_deadline(head):
    assert Waiting(None, 2).add(POST + head + b"\r\n\r\n") == LONG


def test_a_long_body_is_handed_on_and_a_long_head_refused():
    waiting = Waiting(None, 2)
    assert waiting.add(POST + b"Content-Length: 130000000\r\n\r\n") == WAITS
    assert waiting.add(b"a" * connections.HELD_BYTES) == LONG
    assert Waiting(None, 2).add(POST + b"a" * connections.HELD_BYTES) == TOO_LONG


def test_bytes_that_drip_do_not_put_off_the_end():
    waiting = Waiting(None, 2)
    waiting.add(POST)
    ends = waiting.deadline
    waiting.add(b"X")
    assert waiting.deadline == ends <= time.monotonic() + connections.HEAD_SECONDS
    waiting.add(b": y\r\nContent-Length: 50000\r\n\r\n" + b"b" * 40_000)
    assert 30 < waiting.deadline - waiting.since < 40


def test_a_thread_reads_as_long_as_bytes_keep_coming_and_no_longer(monkeypatch):
    monkeypatch.setattr(connections, "BODY_GRACE", 0.3)
    monkeypatch.setattr(connections, "BODY_RATE", 1000)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        reader = TimedReader(ours)
        reader.begin(b"")
        sender = threading.Thread(target=drip, args=(theirs, 8, 100))
        sender.start()
        time.sleep(0.5)  # what the product does in between is not the client's fault
        assert len(reader.read(800)) == 800
        sender.join()
        given_up = threading.Event()
        sender = threading.Thread(target=drip, args=(theirs, 60, 1, given_up))
        sender.start()
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            reader.read(800)
        assert time.monotonic() - began < 2 and ours.gettimeout() is None
        given_up.set()
        sender.join()


def drip(
    line: socket.socket, times: int, size: int, given_up: threading.Event | None = None
) -> None:
    for _ in range(times):
        if given_up is not None and given_up.is_set():
            break
        line.sendall(b"a" * size)
        time.sleep(0.05)
