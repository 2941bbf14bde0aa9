"""Server of the demo and the Chromium that visits it; for tests and for screenshots."""

from __future__ import annotations

import fcntl
import gc
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HOME = Path(__file__).parent.parent.parent
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
    """Run ``tracker demo`` on a free port until the block ends, with the compiled
    templates of the run.

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
    command = [sys.executable, "-m", __name__, str(port)]
    env = _environment(data) | {"PYTHONPATH": str(HOME)}
    with (data / "log").open("w+") as log:
        server = subprocess.Popen(command, cwd=data, env=env, stdout=log, stderr=log)
        try:
            _wait_for(port, server, log)
            yield f"http://127.0.0.1:{port}"
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


def copy_demo(shared: Path, data: Path) -> None:
    """Put a demo into an empty folder, before it is served there.

    Making one takes longer than any story, so whoever comes first makes it for all.

    Args:
        shared: Where all workers of a run look for it.
    """
    shared.parent.mkdir(exist_ok=True)
    with shared.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            unfinished = shared.with_suffix(".unfinished")
            unfinished.mkdir()
            subprocess.run(
                [sys.executable, "-m", __name__],
                cwd=HOME,
                env=_environment(unfinished),
                stderr=subprocess.DEVNULL,
                check=True,
            )
            unfinished.rename(shared)
    shutil.copytree(shared, data, dirs_exist_ok=True)


def make() -> None:
    """Make the demo in the data folder that the environment names."""
    # Not needed by whoever opens a browser
    from tracker.config import Config, folder
    from tracker.demo.seed import prepared

    gc.set_threshold(50_000, 50, 100)  # the making lets go of nothing large
    prepared(Config.from_env(), folder("migrations"), fresh=False)


def serve(port: str) -> None:
    """What ``tracker demo`` does."""
    from tests.compiled_templates import share_compiled_templates
    from tracker.cli import demo

    share_compiled_templates()
    demo(["--port", port])


def _environment(data: Path) -> dict[str, str]:
    return os.environ | {
        "TRACKER_DATA": str(data),
        "DATABASE_URL": "",
        "PUBLIC_URL": "",
    }


def _wait_for(port: int, server: subprocess.Popen, log) -> None:
    # An empty folder is filled first: ten seconds, or minutes on a machine that is busy
    for _ in range(1800):
        if server.poll() is not None or _is_up(port):
            break
        time.sleep(0.1)
    if _is_up(port):
        return
    log.seek(0)
    raise RuntimeError(f"the demo did not come up: {log.read()[-2000:]}")


def _is_up(port: int) -> bool:
    """Whether it answers with a page, whose style sheets have been built by then.

    Not by `urlopen`, which reads the certificates of the machine each time.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", "/login")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    serve(*sys.argv[1:]) if sys.argv[1:] else make()
