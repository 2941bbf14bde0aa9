"""`tracker serve` without a Python of its own: what this process has loaded already is
not loaded once more, which takes longer than all that a short test asks of it.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from pathlib import Path

from tests.bundles import lend_bundles
from tests.faults.product import Product
from tests.postgres_connection import let_go
from tracker.cli import tracker


class ForkedProduct(Product):
    """`tracker serve`, forked from this process, in a group of its own."""

    def start(self) -> ForkedProduct:
        let_go()  # a connection belongs to one process
        lend_bundles(Path(self.env["TRACKER_DATA"]))
        if pid := os.fork():
            self.process = Child(pid)
            return self
        code = 1
        try:
            self._leave_the_parent()
            tracker(self.command()[3:], "tracker", standalone_mode=False)
        except SystemExit as end:
            code = end.code or 0
        finally:
            os._exit(code)

    def _leave_the_parent(self) -> None:
        """Have nothing in common with it but what is loaded."""
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        log = os.open(
            os.environ.get("FAULTS_LOG", os.devnull),
            os.O_APPEND | os.O_CREAT | os.O_RDWR,
        )
        for number in range(3):
            os.dup2(log, number)
        sys.stdout = os.fdopen(1, "w", closefd=False)
        sys.stderr = os.fdopen(2, "w", closefd=False)
        logging.getLogger().handlers.clear()
        os.environ.clear()
        os.environ.update(self.env)


class Child:
    """Of a process that was forked, what `Popen` tells of one that was started."""

    def __init__(self, pid: int):
        self.pid = pid
        self.code: int | None = None

    def poll(self) -> int | None:
        if self.code is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code

    def wait(self, seconds: float = 30) -> int:
        until = time.monotonic() + seconds
        while self.poll() is None:
            assert time.monotonic() < until, f"it has not ended in {seconds} seconds"
            time.sleep(0.02)
        return self.code

    def terminate(self) -> None:
        os.kill(self.pid, signal.SIGTERM)
