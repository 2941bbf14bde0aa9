"""One request at a time has its turn; one that takes long holds nobody up for long."""

import threading
import time
from types import SimpleNamespace

import pytest
from gunicorn.workers.gthread import ThreadWorker

from tracker.connections import Worker
from tracker.db import is_sqlite
from tracker.turns import AHEAD, Turns

FOR_EVER = 1_000.0


class Crowd:
    """Threads that want their turn."""

    def __init__(self, turns: Turns):
        self.turns = turns
        self.served: list[str] = []
        self.threads: list[threading.Thread] = []

    def comes(self, name: str, writes: bool = False, until=None) -> None:
        """Let one come, and wait until it stands in line or has its turn."""
        before = len(self.turns._waiting)

        def run():
            with self.turns.turn(writes):
                self.served.append(name)
                if until is not None:
                    until.wait(10)

        thread = threading.Thread(target=run)
        self.threads.append(thread)
        thread.start()
        while len(self.turns._waiting) == before and name not in self.served:
            time.sleep(0.001)

    def goes(self) -> list[str]:
        for thread in self.threads:
            thread.join(10)
            assert not thread.is_alive()
        return self.served


def test_each_after_the_other_and_whoever_writes_ahead():
    crowd = Crowd(Turns(alone=FOR_EVER))
    done = threading.Event()
    crowd.comes("first", until=done)
    crowd.comes("page")
    crowd.comes("second page")
    crowd.comes("endorsement", writes=True)
    crowd.comes("comment", writes=True)
    time.sleep(0.02)
    assert crowd.served == ["first"]
    done.set()
    expected = ["first", "endorsement", "comment", "page", "second page"]
    assert crowd.goes() == expected


def test_nobody_is_passed_for_ever():
    crowd = Crowd(Turns(alone=FOR_EVER, ahead=0.001))
    done = threading.Event()
    crowd.comes("first", until=done)
    crowd.comes("page")
    time.sleep(0.01)
    crowd.comes("endorsement", writes=True)
    done.set()
    assert crowd.goes() == ["first", "page", "endorsement"]


def test_what_takes_long_goes_on_beside_the_next_one():
    turns = Turns(alone=0.01)
    crowd = Crowd(turns)
    done = threading.Event()
    crowd.comes("export", until=done)
    # Each of these has the turn after the export, one after the other
    for n in range(3):
        crowd.comes(f"page {n}")
    for thread in crowd.threads[1:]:
        thread.join(10)
    assert crowd.served == ["export", "page 0", "page 1", "page 2"]
    assert crowd.threads[0].is_alive()
    done.set()
    crowd.goes()
    with turns.turn():  # the line is empty, and whoever comes has the turn at once
        assert turns._waiting == []


def test_one_that_fails_gives_its_turn_back():
    crowd = Crowd(Turns(alone=FOR_EVER))
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), crowd.turns.turn():
            raise ZeroDivisionError
    crowd.comes("page")
    assert crowd.goes() == ["page"]


def test_many_at_once_are_all_served():
    turns = Turns(alone=0.002)
    crowd = Crowd(turns)
    served = []

    def run(n: int) -> None:
        for turn in range(20):
            with turns.turn(writes=n % 3 == 0):
                served.append(n)
                if turn == n:
                    time.sleep(0.01)

    crowd.threads = [threading.Thread(target=run, args=(n,)) for n in range(8)]
    for thread in crowd.threads:
        thread.start()
    crowd.goes()
    assert len(served) == 160 and turns._holder is None and turns._waiting == []


@pytest.mark.both_databases("connections")
@pytest.mark.parametrize(("method", "goes_ahead"), [("GET", False), ("POST", True)])
def test_a_server_lets_its_requests_stand_in_line_on_sqlite(
    rows, monkeypatch, method, goes_ahead
):
    """A server of a database is waited for, and others may compute meanwhile."""
    worker = Worker.__new__(Worker)
    worker.turns = Turns()
    holders = []

    def answered(worker, req, conn):
        holders.append(worker.turns._holder)

    monkeypatch.setattr(ThreadWorker, "handle_request", answered)
    conn = SimpleNamespace(sock=SimpleNamespace(settimeout=lambda seconds: None))
    worker.handle_request(SimpleNamespace(method=method), conn)
    [holder] = holders
    assert (holder is not None) == is_sqlite() and worker.turns._holder is None
    if holder:
        assert (holder.since - holder.place[0] >= AHEAD) == goes_ahead
