"""PostgreSQL's own tools: they know best how its data is written out and read in again."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from subprocess import PIPE
from urllib.parse import unquote, urlsplit, urlunsplit

import peewee

from tracker.readiness.models.opened import KEPT_OUT

COPIED = re.compile(rb'COPY public\."?(\w+)"? .*FROM stdin;\n')


class ToolMissing(Exception):
    """pg_dump or pg_restore is not here, or too old; the message says what to install."""


def dump(db: peewee.Database, url: str, target: Path, snapshot: str | None = None) -> None:
    """Write the database out as it stands, or as it stood at the snapshot of an open transaction.

    Raises:
        ToolMissing: There is no pg_dump that understands this server.
        OSError: It failed.
    """
    tool = _tool("pg_dump", db.server_version // 10000)
    of = [f"--snapshot={snapshot}"] if snapshot else []
    but = [f"--exclude-table-data={table}" for table in KEPT_OUT]
    _run([tool, "--format=custom", "--no-owner", "--no-privileges", *of, *but, f"--file={target}"], url)


def rows_in(dump: Path) -> dict[str, int] | None:
    """Read every byte of a dump again: table to its number of rows, or None when it cannot be read."""
    rows, table = {}, None
    with subprocess.Popen([_tool("pg_restore"), "--file=-", str(dump)], stdout=PIPE, stderr=subprocess.DEVNULL) as reading:
        for line in reading.stdout:  # one line a row: what breaks lines in it is written as \n
            if table is None:
                begins = COPIED.match(line)
                table = begins and begins[1].decode()
                rows |= {table: 0} if table else {}
            elif line == b"\\.\n":
                table = None
            else:
                rows[table] += 1
    return rows if reading.returncode == 0 else None


def restore(dump: Path, url: str) -> None:
    """Put a dump in place of what the database holds, all or nothing.

    Raises:
        ToolMissing: There is no pg_restore.
        OSError: It failed, and the database is as it was.
    """
    script, begin = dump.with_suffix(".sql"), dump.with_suffix(".begin.sql")
    subprocess.run([_tool("pg_restore"), "--no-owner", "--no-privileges", f"--file={script}", str(dump)], check=True)
    # --clean would stumble over tables that a newer version added and that point at the old ones.
    begin.write_text("SET client_min_messages = warning;\nDROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n")
    psql = [_tool("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    _run([*psql, f"--file={begin}", f"--file={script}"], url)


def tools(version: int) -> None:
    """Make sure that they are here and understand a server of this version.

    Raises:
        ToolMissing: They are not, or do not.
    """
    for name in ("pg_dump", "pg_restore", "psql"):
        _tool(name, version if name == "pg_dump" else 0)


def _tool(name: str, least: int = 0) -> str:
    path = shutil.which(name)
    if path is None:
        raise ToolMissing(f"{name} is missing: install PostgreSQL's client tools (on Debian: apt install postgresql-client).")
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    version = int(re.search(r"(\d+)", said)[1])
    if version < least:
        raise ToolMissing(
            f"{name} is of version {version} and the server of {least}: install postgresql-client-{least} or newer."
        )
    return path


def _run(command: list[str], url: str) -> None:
    """Run a tool on the database; the password goes through the environment, where a list of processes does not show it."""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    bare = urlunsplit(parts._replace(netloc=f"{user.split(':')[0]}{at}{host}"))
    env = {**os.environ, **({"PGPASSWORD": unquote(parts.password)} if parts.password else {})}
    done = subprocess.run([*command, f"--dbname={bare}"], env=env, capture_output=True, text=True)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["it failed"]
        raise OSError(f"{Path(command[0]).name}: {lines[0]}")
