"""A process that serves what a browser visits, forked from the one that tests: the product
is imported there already, which takes seconds.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tracker.forked import ForkedProcess
from tracker.web import assets

PR_SET_PDEATHSIG = 1  # of Linux's prctl
MINIFY = """
import sys, minify
sys.stdout.write(minify.string(sys.argv[1], sys.stdin.read()))
"""


class ServerOfTests(ForkedProcess):
    """Ends with the tests, whatever they ended of.

    Args:
        log: The file that its words go to.
        run: What it does, without an end.
    """

    def __init__(self, log: Path, run: Callable[[], None]):
        def serve() -> None:
            with suppress(AttributeError):  # of Linux alone
                ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            with log.open("w", buffering=1) as words:
                for number in (1, 2):
                    os.dup2(words.fileno(), number)
                sys.stdout = sys.stderr = words
                warnings.resetwarnings()  # what a test takes for an error is none here
                warnings.simplefilter("ignore")
                assets.minified = _minified
                run()

        with warnings.catch_warnings():
            # Of a process with threads: none of them is needed there
            warnings.simplefilter("ignore", DeprecationWarning)
            super().__init__("tests' server", serve)


def _minified(kind: str, text: str) -> str:
    """By a process of its own: the minifier is written in Go, which a fork stops."""
    command = [sys.executable, "-c", MINIFY, kind]
    return subprocess.run(
        command, input=text, stdout=subprocess.PIPE, text=True, check=True
    ).stdout
