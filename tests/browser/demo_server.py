"""Server of the demo and the Chromium that visits it; for tests and for screenshots."""

from __future__ import annotations

import gc
import http.client
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from tests.browser.server_of_tests import ServerOfTests
from tracker.forked import ForkedProcess

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
def serve_demo(data: Path, small: bool = False) -> Iterator[str]:
    """Make the demo and run it on a free port until the block ends, with the compiled
    templates and the bundles of the run.

    Args:
        data: An empty folder for its database and files.
        small: Leave out what takes long and the main stories do without: the pictures,
            most endorsements, a second process that answers, and the process of jobs.

    Yields:
        Its address, such as ``http://127.0.0.1:8123``.

    Raises:
        RuntimeError: The server did not answer; its log is in the message.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = data / "log"
    server = ServerOfTests(log, partial(_serve, data, port, small))
    try:
        _wait_for(port, server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop(30)


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Open the machine's Chromium, or else the one that Playwright has installed."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def _serve(data: Path, port: int, small: bool) -> None:
    os.environ |= {"TRACKER_DATA": str(data), "DATABASE_URL": "", "PUBLIC_URL": ""}
    gc.set_threshold(50_000, 50, 100)  # the making lets go of nothing large
    # Not needed by whoever opens a browser
    from tests.compiled_templates import share_compiled_templates
    from tracker import cli

    share_compiled_templates()
    if small:
        _serve_small(port)
    else:
        cli.demo(["--port", str(port)])


def _serve_small(port: int) -> None:
    """In one process that does nothing else."""
    from tests.browser.small_demo import make_small
    from tests.bundles import create_app_with_bundles
    from tracker.config import Config, folder
    from tracker.demo.seed import prepared

    make_small()
    app = create_app_with_bundles(
        prepared(Config.from_env(), folder("migrations"), fresh=False)
    )
    make_server("127.0.0.1", port, app, threaded=True).serve_forever()


def _wait_for(port: int, server: ForkedProcess, log: Path) -> None:
    # An empty folder is filled first: ten seconds, or minutes on a machine that is busy
    for _ in range(1800):
        if not server.is_alive() or _is_up(port):
            break
        time.sleep(0.1)
    if not _is_up(port):
        raise RuntimeError(f"the demo did not come up: {log.read_text()[-2000:]}")


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
