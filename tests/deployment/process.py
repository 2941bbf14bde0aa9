"""Processes of a deployment, each ended by its number when the deployment ends."""

from __future__ import annotations

import os
import pwd
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

PATIENCE = 180  # seconds that anything has to come up


class DeploymentFailed(Exception):
    """Something did not come up, or what was answered is not there."""


class Process:
    """One server, in a process group of its own, with a log in a file."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        folder: Path,
        env: dict[str, str] | None = None,
        user: str | None = None,
    ):
        self.name = name
        self.log = folder / f"{name}.log"
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                [str(word) for word in command],
                env=env,
                user=user,
                group=user and pwd.getpwnam(user).pw_gid,
                extra_groups=user and [],
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def send(self, number: int) -> None:
        """Send a signal to the whole group."""
        with suppress(ProcessLookupError):
            os.killpg(self.running.pid, number)

    def kill(self) -> None:
        """As when the machine loses its power."""
        self.send(signal.SIGKILL)
        self.running.wait(PATIENCE)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Ask it to end, and end it if it does not."""
        if self.running.poll() is None:
            with suppress(ProcessLookupError):
                self.running.send_signal(number)
        try:
            self.running.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()

    def words(self) -> str:
        """The last that it said."""
        return self.log.read_text(errors="replace")[-1500:]


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(
    what: str, is_so: Callable[[], bool], seconds: float = PATIENCE
) -> float:
    """Wait for something; how long it took.

    Raises:
        DeploymentFailed: It did not come in time.
    """
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        with suppress(OSError):
            if is_so():
                return time.monotonic() - began
        time.sleep(0.1)
    raise DeploymentFailed(f"{what} did not come within {seconds:.0f} s")


def listens(port: int) -> bool:
    """Whether somebody answers at a port of this machine."""
    with socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
