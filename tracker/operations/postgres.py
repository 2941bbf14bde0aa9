"""Dumps and restores a PostgreSQL database with PostgreSQL's own tools."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE
from urllib.parse import unquote, urlsplit, urlunsplit

import peewee

from tracker.database_url import direct_url, driver_url
from tracker.db import open_database
from tracker.operations import ownership
from tracker.readiness.models.open_response import KEPT_OUT, OLD_SHEETS

COPIED = re.compile(rb'COPY (?:"[^"]+"|\w+)\."?(\w+)"? .*FROM stdin;\n')
SIGNATURE = b"PGDMP"
LOCK_PATIENCE = 30  # seconds that a restore waits for somebody who has a table open
# Kinds of entries that are a DBA's to make, in a dump that was made of a whole database.
NOT_OURS = (
    "EXTENSION",
    "SCHEMA",
    "COMMENT",
    "ACL",
    "DEFAULT ACL",
    "SECURITY LABEL",
    "EVENT TRIGGER",
)
# Version of each tool by its path, once asked; one that is too old is asked again, for it
# may have been replaced meanwhile
_versions: dict[str, int] = {}


class ToolMissing(Exception):
    """pg_dump or pg_restore is not here, or too old; the message says what to install."""


def dump(
    db: peewee.Database, url: str, target: Path, snapshot: str | None = None
) -> None:
    """Write the product's own tables out as they stand, or as they stood at the
    snapshot of an open transaction.

    Raises:
        ToolMissing: There is no pg_dump that understands this server.
        OSError: It failed.
    """
    tool = _tool("pg_dump", db.server_version // 10000)
    command = [tool, "--format=custom", "--no-owner", "--no-privileges"]
    if snapshot:
        command.append(f"--snapshot={snapshot}")
    command += selection(db)
    command.append(f"--file={target}")
    _run(command, url)


def selection(db: peewee.Database) -> list[str]:
    """Options of pg_dump by which it takes what is ours: no extension, nobody else's
    table, no other schema.
    """
    schema = ownership.schema_name(db)
    others = [each.name for each in ownership.relations(db) if not each.ours]
    options = [f"--schema={ownership.quoted(schema)}"]
    for name in others:
        options.append(f"--exclude-table={ownership.quoted(schema, name)}")
    for name in (*KEPT_OUT, OLD_SHEETS):
        options.append(f"--exclude-table-data={ownership.quoted(schema, name)}")
    return options


def rows_in(dump: Path) -> dict[str, int] | None:
    """Read every byte of a dump again: table to its number of rows, or None when it cannot be read.

    Raises:
        ToolMissing: There is no pg_restore, or it is older than the one that made the dump.
    """
    check_dump(dump)
    rows = {}
    table = None
    with _contents(dump) as listed:
        if listed is None:
            return None
        command = [_tool("pg_restore"), f"--use-list={listed}", "--file=-", str(dump)]
        with subprocess.Popen(
            command, stdout=PIPE, stderr=subprocess.DEVNULL
        ) as reading:
            for line in (
                reading.stdout
            ):  # one line a row: what breaks lines in it is written as \n
                if table is None:
                    begins = COPIED.match(line)
                    table = begins and begins[1].decode()
                    if table:
                        rows[table] = 0
                elif line == b"\\.\n":
                    table = None
                else:
                    rows[table] += 1
    if reading.returncode == 0:
        return rows
    return None


def restore(dump: Path, url: str, mark: str | None = None) -> None:
    """Put a dump in place of what is ours in the database, all or nothing; what others
    have there stays.

    Args:
        mark: What the table of migrations says from the same moment on, so that it can
            be told whether it was done.

    Raises:
        ToolMissing: There is no pg_restore.
        OSError: It failed, and the database is as it was.
    """
    script = dump.with_suffix(".sql")
    begin = dump.with_suffix(".begin.sql")
    end = dump.with_suffix(".end.sql")
    db = open_database(url)
    with db.connection_context():
        schema = ownership.schema_name(db)
        removal = ownership.removal(db)
        older = db.server_version < 170000
    # --clean would stumble over tables that a newer version added and that point at the old ones.
    patience = (
        f"SET client_min_messages = warning;\nSET lock_timeout = '{LOCK_PATIENCE}s';\n"
    )
    begin.write_text(f"{patience}{removal}\n")
    end.write_text(_marking(schema, mark))
    _write_script(dump, script)
    if older:
        _without_newer_settings(script)
    psql = [
        _tool("psql"),
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        f"--file={begin}",
        f"--file={script}",
        f"--file={end}",
    ]
    _run(psql, url)


def _write_script(dump: Path, script: Path) -> None:
    """Write our entries of a dump as SQL."""
    with _contents(dump) as listed:
        command = [
            _tool("pg_restore"),
            "--no-owner",
            "--no-privileges",
            f"--file={script}",
            f"--use-list={listed}",
            str(dump),
        ]
        subprocess.run(command, check=True)


def mark(db: peewee.Database) -> str | None:
    """What the table of migrations says of itself, on an open connection."""
    schema = ownership.schema_name(db)
    name = ""
    if schema:
        name = ownership.quoted(schema, ownership.HISTORY)
    return db.execute_sql(
        "SELECT obj_description(to_regclass(%s), 'pg_class')", (name,)
    ).fetchone()[0]


def unmark(db: peewee.Database) -> None:
    """Let the table of migrations say nothing of itself, on an open connection."""
    db.execute_sql(_marking(ownership.schema_name(db), None))


def check_dump(dump: Path) -> None:
    """Make sure that the tools here understand what made this dump.

    Raises:
        ToolMissing: They are missing, or older than it.
    """
    made_by = dump_version(dump)
    for name in ("pg_restore", "psql"):
        _tool(name, made_by or 0, of="what made the dump in the backup")


def dump_version(dump: Path) -> int | None:
    """The version of PostgreSQL's tools that made a dump, as its head says; None when
    it does not.
    """
    with dump.open("rb") as file:
        head = file.read(4096)
    if not head.startswith(SIGNATURE) or len(head) < 11:
        return None
    size = head[8]
    compression = size + 1
    if head[5:7] >= b"\x01\x0f":
        compression = 1
    at = 11 + compression + 7 * (size + 1)
    said = None
    for _ in ("database", "server", "pg_dump"):
        length = int.from_bytes(head[at + 1 : at + 1 + size], "little")
        said = head[at + 1 + size : at + 1 + size + length]
        at = at + 1 + size + length
    number = re.match(rb"(\d{1,3})", said or b"")
    if number:
        return int(number[1])
    return None


def schema_in(dump: Path) -> str | None:
    """Name of the schema that the product's tables lie in, in a dump; None when it
    cannot be read.
    """
    return _schema_of(_listing(dump) or "")


def _schema_of(listing: str) -> str | None:
    found = re.search(
        rf"^\d+; \d+ \d+ TABLE (.+) {ownership.HISTORY} \S+$", listing, re.MULTILINE
    )
    return found and found[1]


@contextmanager
def _contents(dump: Path) -> Iterator[Path | None]:
    """A file that lists the entries of a dump that are ours, for as long as it is
    needed; None when it cannot be read.

    A dump by an older version of the product holds the whole database, with what a DBA put there.
    """
    listing = _listing(dump)
    schema = _schema_of(listing or "")
    if listing is None or schema is None:
        yield None
        return
    entry = re.compile(
        rf"\d+; \d+ \d+ ([A-Z][A-Z ]*?) {re.escape(schema)} (.*) (\S+)\n?"
    )
    found = [entry.fullmatch(line) for line in listing.splitlines(keepends=True)]
    # What lies in no schema, or another, is not ours
    found = [each for each in found if each]
    owners = {
        each[3] for each in found if each[1] == "TABLE" and each[2] in ownership.KNOWN
    }
    ours = [each[0] for each in found if each[3] in owners and each[1] not in NOT_OURS]
    with tempfile.NamedTemporaryFile("w", dir=dump.parent, suffix=".list") as file:
        file.writelines(ours)
        file.flush()
        yield Path(file.name)


def _listing(dump: Path) -> str | None:
    done = subprocess.run(
        [_tool("pg_restore"), "--list", str(dump)], capture_output=True, text=True
    )
    if done.returncode == 0:
        return done.stdout
    return None


def _marking(schema: str, mark: str | None) -> str:
    table = ownership.quoted(schema, ownership.HISTORY)
    if mark is None:
        return f"COMMENT ON TABLE {table} IS NULL;\n"
    text = mark.replace("'", "''")
    return f"COMMENT ON TABLE {table} IS '{text}';\n"


def _without_newer_settings(script: Path) -> None:
    """Newer tools set what a server before 17 does not know."""
    shorter = script.with_suffix(".shorter")
    with script.open("rb") as old, shorter.open("wb") as new:
        for line in itertools.islice(old, 60):
            if not line.startswith(b"SET transaction_timeout"):
                new.write(line)
        shutil.copyfileobj(old, new)
    shorter.replace(script)


def tools(version: int) -> None:
    """Make sure that they are here and understand a server of this version.

    Raises:
        ToolMissing: They are not, or do not.
    """
    for name in ("pg_dump", "pg_restore", "psql"):
        _tool(name, version)


def _tool(name: str, least: int = 0, of: str = "the server") -> str:
    path = shutil.which(name)
    if path is None:
        raise ToolMissing(
            f"{name} is missing: install PostgreSQL's client tools (on Debian: apt install"
            " postgresql-client)."
        )
    if _versions.get(path, 0) >= least:
        return path
    _versions[path] = _version(path)
    if (version := _versions[path]) < least:
        raise ToolMissing(
            f"{name} is of version {version} and {of} of {least}: install postgresql-client-{least}"
            " or newer."
        )
    return path


def _version(path: str) -> int:
    said = subprocess.run(
        [path, "--version"], capture_output=True, text=True, check=True
    ).stdout
    return int(re.search(r"(\d+)", said)[1])


def _run(command: list[str], url: str) -> None:
    """Run a tool on the database; the password goes through the environment, where a
    list of processes does not show it.
    """
    parts = urlsplit(driver_url(direct_url(url)))
    user, at, host = parts.netloc.rpartition("@")
    bare = urlunsplit(parts._replace(netloc=f"{user.split(':')[0]}{at}{host}"))
    env = dict(os.environ)
    if parts.password:
        env["PGPASSWORD"] = unquote(parts.password)
    command = command + [f"--dbname={bare}"]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["it failed"]
        raise OSError(f"{Path(command[0]).name}: {lines[0]}")
