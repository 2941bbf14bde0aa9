"""Servers of a measurement: started, waited for, weighed and ended."""

from __future__ import annotations

import http.client
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(command: list[str], env: dict, port: int) -> Iterator[subprocess.Popen]:
    """A server that answers, ended with all its processes afterwards."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, env=env, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        _wait_for(port)
        yield process
    finally:
        process.terminate()
        process.wait(60)  # requests in flight have thirty seconds


def _wait_for(port: int, seconds: float = 120) -> None:
    """Wait until a server answers.

    Raises:
        TimeoutError: It does not.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise TimeoutError(f"nothing answers on port {port}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def pss_of(pid: int) -> float:
    """MiB of a process and all below it, what they share counted once."""
    total = 0
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        (line,) = (line for line in rollup.splitlines() if line.startswith("Pss:"))
        total += int(line.split()[1])
        for task in Path(f"/proc/{one}/task").iterdir():
            waiting += map(int, (task / "children").read_text().split())
    return total / 1024
