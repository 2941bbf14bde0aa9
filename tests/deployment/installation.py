"""Two web machines, a worker machine, and everything around them, on loopback."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

from tests.accounts.provider import running_provider
from tests.deployment.process import (
    DeploymentFailed,
    Process,
    free_port,
    wait_until,
)
from tests.deployment.servers import DATABASE, ROLE, Nginx, PgBouncer, Postgres
from tests.faults.sink import sink
from tests.object_store import s3_double
from tracker.bucket import bucket_at
from tracker.operations.example import HERE

BUCKET = "forsoeg"


class Machine:
    """One machine with the product: a folder, settings, and a process."""

    def __init__(self, name: str, folder: Path, env: dict[str, str], port: int | None):
        self.name = name
        self.data = folder / name
        self.data.mkdir(mode=0o700)
        self.env = env | {"TRACKER_DATA": str(self.data)}
        self.folder = folder
        self.port = port
        self.process: Process | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        words = ["work"]
        if self.port:
            words = ["serve", "--port", str(self.port), "--workers", "2"]
        command = [sys.executable, "-m", "tracker", *words]
        self.process = Process(self.name, command, self.folder, env=self.env)
        if self.port:
            wait_until(self.name, self.is_ready)

    def is_ready(self) -> bool:
        """Whether it says of itself that it can work."""
        if self.process.running.poll() is not None:
            code = self.process.running.returncode
            raise DeploymentFailed(
                f"{self.name} ended ({code}): {self.process.words()}"
            )
        url = f"http://127.0.0.1:{self.port}/readyz"
        with urlopen(url, timeout=10) as answer:
            return answer.status == 200

    def run(self, *words: str) -> str:
        """A command of the product on this machine; what it printed.

        Raises:
            DeploymentFailed: It ended with an error.
        """
        told = subprocess.run(
            [sys.executable, "-m", "tracker", *words],
            env=self.env,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if told.returncode:
            raise DeploymentFailed(f"tracker {words[0]}: {told.stdout}{told.stderr}")
        return told.stdout


class Deployment:
    """All of it; leaving the block ends whatever was started.

    Attributes:
        left_out: What is not installed here, and so was not part of it.
    """

    def __init__(self, folder: Path, bin: Path, lacking: list[str]):
        self.folder = folder
        self.left_out = lacking
        self.bin = bin
        self.stack = ExitStack()

    def __enter__(self) -> Deployment:
        try:
            self._start()
        except BaseException:
            self.stack.close()
            raise
        return self

    def __exit__(self, *_) -> None:
        self.stack.close()

    def _start(self) -> None:
        self.postgres = Postgres(self.bin, self.folder)
        self.stack.callback(self.postgres.stop)
        self.postgres.start()
        self.bouncer = None
        if "pgbouncer" not in self.left_out:
            primary = self.postgres.ports["primary"]
            self.bouncer = PgBouncer(self.folder, primary)
            self.stack.callback(self.bouncer.process.stop, signal.SIGTERM)
        self.store = self.stack.enter_context(s3_double())
        self.provider = self.stack.enter_context(running_provider())
        self.mailbox = self.stack.enter_context(sink())
        self._start_machines()
        if "nginx" not in self.left_out:
            example = (HERE / "nginx.conf").read_text("utf-8")
            ports = [machine.port for machine in self.web]
            self.nginx = Nginx(self.folder, example, self.proxy_port, ports)
            self.stack.callback(self.nginx.process.stop, signal.SIGTERM)

    def _start_machines(self) -> None:
        ports = [free_port(), free_port()]
        self.proxy_port = ports[0]
        self.address = f"http://127.0.0.1:{ports[0]}"
        if "nginx" not in self.left_out:
            self.proxy_port = free_port()
            self.address = f"https://localhost:{self.proxy_port}"
        env = self._settings()
        off = {"BACKUPS": "off"}
        self.web = [
            Machine(f"web-{number}", self.folder, env | off, port)
            for number, port in enumerate(ports, start=1)
        ]
        kept = {"BACKUPS": str(self.folder / "backups")}
        self.worker = Machine("worker", self.folder, env | kept, None)
        for machine in (*self.web, self.worker):
            self.stack.callback(self._end, machine)
            machine.start()

    def _settings(self) -> dict[str, str]:
        hops = "1"
        if "nginx" in self.left_out:
            hops = "0"
        return os.environ | {
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "DATABASE_URL": self._database_url(),
            "FILES_URL": self.store.url(BUCKET),
            "SECRET_KEY": secrets.token_urlsafe(48),
            "PUBLIC_URL": self.address,
            "PROXY_HOPS": hops,
            "MAIL_URL": f"smtp://127.0.0.1:{self.mailbox.port}?tls=off",
            "OIDC_ISSUER": self.provider.issuer,
            "OIDC_CLIENT_ID": "forsoeg",
            "OIDC_CLIENT_SECRET": "known to both",
            "OIDC_DOMAINS": "example.org",
            "OIDC_ACCOUNTS": "everybody",
            "ORGANISATION": "Aldersø",
            "PYTHONFAULTHANDLER": "1",
        }

    def _database_url(self) -> str:
        """Through the pooler where there is one, and past it to whichever can be written."""
        ports = self.postgres.ports.values()
        hosts = ",".join(f"127.0.0.1:{port}" for port in ports)
        writable = "target_session_attrs=read-write"
        if self.bouncer is None:
            return f"postgresql://{ROLE}@{hosts}/{DATABASE}?{writable}"
        pool = f"127.0.0.1:{self.bouncer.port}"
        return (
            f"postgresql://{ROLE}@{pool}/{DATABASE}?pooler=transaction&direct={hosts}"
            f"&{writable}"
        )

    def lost_files(self, pictures: list[str]) -> list[str]:
        """The pictures that a row names and the bucket does not hold."""
        folder = bucket_at(self.worker.env["FILES_URL"])
        there = {entry.name for entry in folder.entries("pictures")}
        return [file for file in pictures if f"pictures/{file}" not in there]

    def empty_bucket(self) -> None:
        """Lose all uploaded files."""
        folder = bucket_at(self.worker.env["FILES_URL"])
        for entry in list(folder.entries()):
            folder.delete(entry.name)

    @staticmethod
    def _end(machine: Machine) -> None:
        if machine.process:
            machine.process.kill()
