"""A process that is forked from this one, and shares the memory of what is loaded there."""

from __future__ import annotations

import ctypes
import logging
import os
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress

log = logging.getLogger("tracker.server")

PR_SET_NAME = 15  # of Linux's prctl


class ForkedProcess:
    """A child that does some work and ends.

    A pipe tells that it has ended: its own end of it closes with the child. Somebody
    else may have waited for the child, and its number may be another's by then.

    Args:
        name: What a list of processes calls it; at most 15 letters.
        run: What the child does.

    Raises:
        OSError: No process can be made.
    """

    def __init__(self, name: str, run: Callable[[], None]):
        self._ended, held = os.pipe()
        try:
            self.pid = os.fork()
        except OSError:
            os.close(self._ended)
            os.close(held)
            raise
        if self.pid == 0:
            os.close(self._ended)
            _be(name, run)
        os.close(held)

    def is_alive(self) -> bool:
        return not self._has_ended_within(0)

    def stop(self, seconds: float) -> None:
        """Ask the child to end, and kill it if it has not done so in time."""
        if self.is_alive():
            os.kill(self.pid, signal.SIGTERM)
            if not self._has_ended_within(seconds):
                os.kill(self.pid, signal.SIGKILL)
                self._has_ended_within(seconds)
        self.close()

    def close(self) -> None:
        """Let go of a child that has ended."""
        os.close(self._ended)
        with suppress(ChildProcessError):  # somebody waited for it already
            os.waitpid(self.pid, 0)

    def _has_ended_within(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while True:
            left = max(0.0, until - time.monotonic())
            readable, _, _ = select.select([self._ended], [], [], left)
            if readable or left == 0:
                return bool(readable)


def _be(name: str, run: Callable[[], None]) -> None:
    """Do the work of a child, and end without what the parent would do at its end."""
    code = 1
    try:
        for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
            with suppress(OSError, ValueError):
                signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # as Python has it
        with suppress(OSError, AttributeError):  # another C library has no such call
            ctypes.CDLL(None).prctl(PR_SET_NAME, name.encode(), 0, 0, 0)
        run()
        code = 0
    except BaseException:
        log.exception("the process %s ended", name)
    finally:
        logging.shutdown()
        os._exit(code)
