"""A forked process works, is seen to end, and is stopped."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.faults.product import wait_for
from tracker.forked import ForkedProcess


def sleep() -> None:
    time.sleep(60)


def fail() -> None:
    raise RuntimeError("an error that nobody foresaw")


def test_it_has_a_name_and_ends_when_it_is_asked_to():
    child = ForkedProcess("tracker work", sleep)
    name = Path(f"/proc/{child.pid}/comm")
    assert wait_for(lambda: name.read_text() == "tracker work\n")
    assert child.is_alive()
    began = time.monotonic()
    child.stop(10)
    assert time.monotonic() - began < 5
    assert not name.exists()


def test_one_that_does_not_listen_is_killed():
    def listen_not():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.write(told, b"!")
        sleep()

    heard, told = os.pipe()
    child = ForkedProcess("deaf", listen_not)
    os.read(heard, 1)
    child.stop(0.2)
    assert not Path(f"/proc/{child.pid}").exists()


@pytest.mark.parametrize("work", [fail, lambda: None])
def test_its_end_is_seen_even_if_somebody_else_waited_for_it(work):
    child = ForkedProcess("short", work)
    os.waitpid(child.pid, 0)
    assert not child.is_alive()
    child.stop(1)


def test_one_that_is_killed_is_seen_to_have_ended():
    child = ForkedProcess("short", sleep)
    os.kill(child.pid, signal.SIGKILL)
    assert wait_for(lambda: not child.is_alive())
    child.close()
