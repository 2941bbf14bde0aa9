"""Server of the demo and the Chromium that visits it; for tests and for screenshots."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

PASSWORD = "proev-det-af"
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def serve_demo(data: Path) -> Iterator[str]:
    """Run ``tracker demo`` on a free port until the block ends.

    Args:
        data: An empty folder for its database and files.

    Yields:
        Its address, such as ``http://127.0.0.1:8123``.

    Raises:
        RuntimeError: The server did not answer; its log is in the message.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "tracker", "demo", "--port", str(port)]
    env = os.environ | {
        "TRACKER_DATA": str(data),
        "DATABASE_URL": "",
        "PUBLIC_URL": "",
    }
    with (data / "log").open("w+") as log:
        server = subprocess.Popen(command, cwd=data, env=env, stdout=log, stderr=log)
        try:
            _wait_for(f"{address}/healthz", server, log)
            yield address
        finally:
            server.terminate()
            server.wait(30)


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Open the machine's Chromium, or else the one that Playwright has installed."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def _wait_for(url: str, server: subprocess.Popen, log) -> None:
    # Seeding takes ten seconds, or minutes on a machine that is busy
    for _ in range(1800):
        if server.poll() is not None:
            break
        try:
            with urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    log.seek(0)
    raise RuntimeError(f"the demo did not come up: {log.read()[-2000:]}")
