"""Two servers for the same product, one after the other in one run: gunicorn with the
product's own worker, as `tracker serve` runs it, and granian.

    pip install granian
    python -m tests.bench.servers [--rows 500] [--seconds 10]

Takes some three minutes. Tells for each: answers a second and how long the slowest
twentieth waits, memory without the process of jobs, whether an upload that is under way
when the server is asked to stop is still answered, how long it takes until all is well
after a worker was killed, and how long a page takes while many clients send their
requests a byte at a time.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import signal
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.bench.load import WORKERS, Installation
from tests.bench.process import free_port, pss_of, served
from tests.bench.took import Took
from tracker.server import THREADS

SLOW_CLIENTS = 60
UPLOAD_BYTES = 400_000
PIECES = 20


@dataclass
class Found:
    """What was measured of one server."""

    rate: float
    p95: float
    memory: float
    upload: str
    recovery: float
    beside_slow: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    commands: dict[str, Callable[[int], list[str]]] = {"gunicorn": _gunicorn}
    if find_spec("granian"):
        commands["granian"] = _granian
    else:
        print("granian is not installed: pip install granian")
    with tempfile.TemporaryDirectory(prefix="forsoeg-servers-") as data:
        place = Installation(Path(data), options.rows)
        print(
            f"{'':12}{'a second':>10}{'p95':>10}{'memory':>10}{'after kill':>12}"
            f"{'beside slow':>13}  upload while stopping"
        )
        for name, command in commands.items():
            found = _measured(place, command, options.seconds)
            print(
                f"{name:12}{found.rate:>10.0f}{found.p95:>7.0f} ms"
                f"{found.memory:>6.0f} MiB{found.recovery:>10.1f} s"
                f"{1000 * found.beside_slow:>10.0f} ms  {found.upload}",
                flush=True,
            )


def _gunicorn(port: int) -> list[str]:
    command = [sys.executable, "-m", "tracker", "serve", "--port", str(port)]
    return [*command, "--workers", str(WORKERS)]


def _granian(port: int) -> list[str]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi"]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS)]
    command += ["--respawn-failed-workers", "--workers-kill-timeout", "30"]
    return [*command, "tests.bench.servers:granian_app", "--factory"]


def granian_app():
    """The product as granian's workers load it; each keeps its connections."""
    from tracker.app import create_app

    app = create_app()
    app.config["KEEPS_CONNECTIONS"] = True
    return app


def _measured(place: Installation, command: Callable, seconds: float) -> Found:
    port = free_port()
    environment = os.environ | place.config.as_env()
    with served(command(port), environment, port) as process:
        place.mixed(port, seconds / 2)  # warm
        took = place._alone(port, "list", seconds)
        memory = _memory(process.pid)
        slow = _beside_slow_clients(place, port)
        recovery = _after_kill(place, port, process.pid)
    port = free_port()
    with served(command(port), environment, port) as process:
        upload = _upload_while_stopping(place, port, process)
    rate = len(took.times) / seconds
    return Found(rate, took.slowest(0.05), memory, upload, recovery, slow)


def _get(place: Installation, port: int, timeout: float = 5) -> bool:
    took = Took("list")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        status = place._send(connection, took.name, place.people[0], random.Random(1))
        return status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _beside_slow_clients(place: Installation, port: int) -> float:
    """Seconds that a page takes while others send a byte of their request now and then."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=_send_slowly, args=(port, stop))
        for _ in range(SLOW_CLIENTS)
    ]
    for thread in threads:
        thread.start()
    time.sleep(1)
    times = []
    for _ in range(20):
        began = time.perf_counter()
        if not _get(place, port, timeout=20):
            times.append(20.0)
        times.append(time.perf_counter() - began)
    stop.set()
    for thread in threads:
        thread.join()
    return statistics.median(times)


def _send_slowly(port: int, stop: threading.Event) -> None:
    request = b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as connection:
        for byte in request + b"x" * 5000:
            if stop.wait(0.02):
                return
            try:
                connection.send(bytes([byte]))
            except OSError:
                return


def _after_kill(place: Installation, port: int, pid: int) -> float:
    """Seconds until twenty pages in a row are answered after a worker was killed."""
    os.kill(_a_worker(pid), signal.SIGKILL)
    began = time.monotonic()
    in_a_row = 0
    while in_a_row < 20 and time.monotonic() < began + 60:
        in_a_row = in_a_row + 1 if _get(place, port) else 0
    return time.monotonic() - began


def _memory(pid: int) -> float:
    """MiB of a server without the process of jobs, which only one of the two starts."""
    jobs = [one for one in _below(pid) if _runs_jobs(one)]
    return pss_of(pid) - sum(map(pss_of, jobs))


def _a_worker(pid: int) -> int:
    """A process below a server that listens: with most memory, so not the one of jobs."""
    workers = [one for one in _below(pid) if not _runs_jobs(one)]
    return max(workers, key=pss_of)


def _below(pid: int) -> list[int]:
    below = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        below += map(int, (task / "children").read_text().split())
    return below


def _runs_jobs(pid: int) -> bool:
    return Path(f"/proc/{pid}/comm").read_text() == "tracker work\n"


def _upload_while_stopping(place: Installation, port: int, process) -> str:
    """What becomes of an upload of which half has come when the server is to stop."""
    reader = place.people[0]
    head = (
        "POST /experiments/new HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{port}\r\nCookie: {reader.cookie}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
    )
    body = f"csrf_token={reader.token}&hypothesis=".encode()
    body += b"x" * (UPLOAD_BYTES - len(body))
    piece = len(body) // PIECES
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode())
        try:
            for n in range(PIECES):
                if n == PIECES // 2:
                    process.send_signal(signal.SIGTERM)
                connection.sendall(body[n * piece : (n + 1) * piece])
                time.sleep(0.2)
            connection.sendall(body[PIECES * piece :])
            answer = connection.recv(100)
        except OSError as error:
            return f"lost ({type(error).__name__})"
    if answer.startswith(b"HTTP/1.1 "):
        return f"answered {answer[9:12].decode()}"
    return "lost (nothing came back)"


if __name__ == "__main__":
    main()
