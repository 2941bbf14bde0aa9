"""The servers around the product: PostgreSQL twice, PgBouncer, nginx."""

from __future__ import annotations

import datetime as dt
import shutil
import signal
import subprocess
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.deployment.process import Process, free_port, listens, wait_until
from tests.installed_postgres import account

DATABASE = "forsoeg"
ROLE = "forsoeg"


class Postgres:
    """A primary and a replica, which a commit waits for: whoever was answered is on both."""

    def __init__(self, bin: Path, folder: Path):
        self.bin = bin
        self.folder = folder
        self.user = account()
        self.ports = {"primary": free_port(), "replica": free_port()}
        self.processes: dict[str, Process] = {}

    def start(self) -> None:
        """Make both, with a role and a database of its own, as OPERATING.md says."""
        data = self.folder / "primary"
        self._run("initdb", "-D", data, "-U", "dba", "-A", "trust", "-E", "UTF8")
        self._serve("primary", "")
        self._ask(f"CREATE ROLE {ROLE} LOGIN REPLICATION")
        self._ask(
            f"CREATE DATABASE {DATABASE} OWNER {ROLE} ENCODING 'UTF8' TEMPLATE template0"
        )
        source = f"host=127.0.0.1 port={self.ports['primary']} user=dba"
        target = self.folder / "replica"
        self._run(
            "pg_basebackup",
            "-D",
            target,
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
            "-d",
            source,
        )
        self._serve("replica", "")
        self._ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self._ask("SELECT pg_reload_conf()")

    def lose_primary(self) -> None:
        """The primary is gone at once, as when its machine loses power."""
        self.processes["primary"].kill()

    def promote(self) -> None:
        """Make the replica the one that is written to; it waits for nobody."""
        self._run("pg_ctl", "promote", "-w", "-D", self.folder / "replica")

    def ask(self, sql: str) -> list[str]:
        """The first column of an answer of the server that is written to now."""
        name = "replica"
        if self.processes["primary"].running.poll() is None:
            name = "primary"
        return self._ask(sql, name, DATABASE)

    def stop(self) -> None:
        """End both."""
        for process in self.processes.values():
            process.stop(signal.SIGINT)

    def _serve(self, name: str, options: str) -> None:
        port = self.ports[name]
        command = [self.bin / "postgres", "-D", self.folder / name, "-p", str(port)]
        command += [
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            f"unix_socket_directories={options}",
        ]
        command += ["-c", "max_connections=100", "-c", "max_wal_senders=4"]
        process = Process(name, command, self.folder, user=self.user)
        self.processes[name] = process
        wait_until(name, lambda: self._is_up(name))

    def _is_up(self, name: str) -> bool:
        command = [
            self.bin / "pg_isready",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.ports[name]),
        ]
        return subprocess.run(command, capture_output=True).returncode == 0

    def _ask(self, sql: str, name: str = "primary", database: str = "postgres") -> list:
        command = [self.bin / "psql", "-XAtq", "-h", "127.0.0.1", "-U", "dba"]
        command += ["-p", str(self.ports[name]), "-d", database, "-c", sql]
        told = subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=60
        )
        return told.stdout.splitlines()

    def _run(self, tool: str, *words) -> None:
        command = [str(self.bin / tool), *map(str, words)]
        subprocess.run(
            command, check=True, capture_output=True, user=self.user, timeout=120
        )


class PgBouncer:
    """The pooler, in transaction mode; it is told where PostgreSQL is now."""

    def __init__(self, folder: Path, port_of_server: int):
        self.folder = folder
        self.port = free_port()
        self.file = folder / "pgbouncer.ini"
        (folder / "userlist.txt").write_text(f'"{ROLE}" ""\n')
        self._write(port_of_server)
        program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
        self.process = Process(
            "pgbouncer", [program, self.file], folder, user=account()
        )
        wait_until("pgbouncer", lambda: listens(self.port))

    def point_to(self, port_of_server: int) -> None:
        """Send all transactions to another server from now on."""
        self._write(port_of_server)
        self.process.running.send_signal(signal.SIGHUP)

    def _write(self, port_of_server: int) -> None:
        self.file.write_text(
            "[databases]\n"
            f"{DATABASE} = host=127.0.0.1 port={port_of_server} dbname={DATABASE}\n"
            "[pgbouncer]\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {self.port}\n"
            f"auth_type = trust\nauth_file = {self.folder / 'userlist.txt'}\n"
            "pool_mode = transaction\ndefault_pool_size = 20\nmax_client_conn = 300\n"
            "server_login_retry = 1\nunix_socket_dir =\n"
        )


class Nginx:
    """The proxy with TLS, made from the example file that `tracker example` prints."""

    def __init__(self, folder: Path, example: str, port: int, machines: list[int]):
        self.port = port
        self.certificate = folder / "fullchain.pem"
        _certify(self.certificate, folder / "privkey.pem")
        site = _adapted(example, folder, port)
        for name in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
            (folder / name).mkdir()
        members = "".join(
            f"server 127.0.0.1:{each} max_fails=1 fail_timeout=2s; "
            for each in machines
        )
        paths = "".join(
            f"{name}_temp_path {folder / name};\n"
            for name in ("proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            "daemon off; worker_processes 1;\n"
            f"pid {folder / 'nginx.pid'}; error_log {folder / 'error.log'};\n"
            "events { worker_connections 512; }\n"
            f"http {{ access_log off; client_body_temp_path {folder / 'body'};\n{paths}"
            f"upstream forsoeg {{ {members}}}\n{site}}}\n"
        )
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        command = [program, "-c", folder / "nginx.conf", "-e", folder / "error.log"]
        self.process = Process("nginx", command, folder)
        wait_until("nginx", lambda: listens(port))


def _adapted(example: str, folder: Path, port: int) -> str:
    """The example with our port, machines and certificate, and without what needs port 80."""
    site = example[example.index("server {\n  listen 443") :]
    site = site.replace(
        "  listen 443 ssl;\n", f"  listen 127.0.0.1:{port} ssl http2;\n"
    )
    lines = [
        line
        for line in site.splitlines()
        if "[::]" not in line and not line.strip().startswith("http2 on")
    ]
    site = "\n".join(lines)
    site = site.replace("http://127.0.0.1:8000", "http://forsoeg")
    site = site.replace("/etc/ssl/forsoeg", str(folder))
    return site.replace("forsoeg.example.org", "localhost")


def _certify(certificate: Path, key: Path) -> None:
    """A certificate for localhost that signs itself."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
