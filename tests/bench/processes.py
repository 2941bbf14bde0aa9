"""What another web process adds: nine pages read for each one written, by 200 people, of
one, two and three processes on PostgreSQL behind one proxy.

    python -m tests.bench.processes [--rows 10000] [--seconds 10]

Starts a PostgreSQL, the product so many times with one worker each, and nginx, which has
to be installed. Each is asked for a while first, since PostgreSQL plans a statement anew
until a connection has sent it often. Prints answers a second, as a multiple of those of
one process, how long the slowest twentieth and hundredth wait at least, and the memory of
all processes of the product. Each number of processes has its turn twice, since a machine
is not equally fast all the time. All of it shares the cores with the clients and with the
database: on two cores, two processes cannot be twice as fast.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.importing import started
from tests.bench.load import WRITES, Installation
from tests.bench.process import free_port, pss_of, served
from tests.bench.took import Took, together

NUMBERS = (1, 2, 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    if not shutil.which("nginx"):
        raise SystemExit("nginx is not installed: it stands before the processes.")
    with tempfile.TemporaryDirectory(prefix="forsoeg-processes-") as data:
        folder = Path(data)
        server = started(folder / "server")
        try:
            place = Installation(folder, options.rows, server.get_uri())
            measure(place, folder, options.seconds)
        finally:
            server.cleanup()


def measure(place: Installation, folder: Path, seconds: float) -> None:
    """Print a row for each number of processes, twice in turn."""
    print(f"{'processes':10}{'a second':>10}{'of one':>8}{'p95':>9}{'p99':>9}", end="")
    print(f"{'p99 of writes':>16}{'memory':>10}")
    for _ in range(2):
        alone = 0.0
        for number in NUMBERS:
            with served_by(number, place, folder) as (port, processes):
                place.warm(port)
                place.mixed(port, seconds)
                kinds = place.mixed(port, seconds)
                memory = sum(pss_of(process.pid) for process in processes)
            rate = sum(len(kind.times) for kind in kinds) / seconds
            alone = alone or rate
            print(f"{number:<10}{rate:>10.0f}{rate / alone:>8.2f}", end="")
            print(told(kinds), f"{memory:>6.0f} MiB", flush=True)


def told(kinds: list[Took]) -> str:
    """How long the slowest wait, and how many got no answer."""
    every = together("mixed", kinds)
    writes = together("writes", [kind for kind in kinds if kind.name in WRITES])
    row = f"{every.slowest(0.05):>6.0f} ms{every.slowest(0.01):>6.0f} ms"
    row += f"{writes.slowest(0.01):>13.0f} ms"
    if every.failed:
        row += f" {every.failed} failed"
    return row


@contextmanager
def served_by(
    number: int, place: Installation, folder: Path
) -> Iterator[tuple[int, list]]:
    """The port of a proxy before so many processes of the product, and these."""
    env = os.environ | place.config.as_env()
    with ExitStack() as running:
        ports, processes = [], []
        for _ in range(number):
            ports.append(free_port())
            command = [sys.executable, "-m", "tracker", "serve", "--workers", "1"]
            command += ["--port", str(ports[-1])]
            processes.append(running.enter_context(served(command, env, ports[-1])))
        port = free_port()
        command = ["nginx", "-c", str(_configured(folder, port, ports))]
        command += ["-e", str(folder / "proxy.log")]
        running.enter_context(served(command, dict(os.environ), port))
        yield port, processes


def _configured(folder: Path, port: int, members: list[int]) -> Path:
    """The configuration of a proxy that asks each member in turn."""
    upstream = "".join(f"server 127.0.0.1:{each}; " for each in members)
    places = "".join(
        f"{name}_temp_path {folder / name}; "
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = folder / "nginx.conf"
    file.write_text(
        "daemon off; worker_processes 1;\n"
        f"pid {folder / 'nginx.pid'};\n"
        "events { worker_connections 512; }\n"
        f"http {{ access_log off; {places}\n"
        f"upstream product {{ {upstream} keepalive 16; }}\n"
        f"server {{ listen 127.0.0.1:{port};\n"
        "location / { proxy_pass http://product; proxy_http_version 1.1;\n"
        'proxy_set_header Connection ""; proxy_set_header Host $http_host; } }\n}\n'
    )
    return file


if __name__ == "__main__":
    main()
