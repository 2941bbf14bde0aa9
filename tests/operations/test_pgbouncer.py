"""PostgreSQL behind a real PgBouncer, in both of its modes."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.committed_database import copied
from tests.deployment.process import (
    DeploymentFailed,
    Process,
    free_port,
    listens,
    wait_until,
)
from tests.installed_postgres import account
from tracker import db
from tracker.accounts.models import Unit
from tracker.operations.role import keep_settings_with_role

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
NAME = "behind_pooler"

pytestmark = [
    pytest.mark.both_databases("web.database_connection"),
    pytest.mark.skipif(
        PROGRAM is None, reason="PGBOUNCER IS NOT INSTALLED: apt install pgbouncer"
    ),
]


@pytest.fixture
def readable():
    """A folder that other accounts may read."""
    with tempfile.TemporaryDirectory(prefix="forsoeg-pool-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


OF_LESS_TO_LOSE = pytest.mark.thorough(
    short="operations/test_pgbouncer.py::"
    "test_many_at_once_write_and_every_write_waits_for_another_ten_seconds_at_most"
)


@pytest.fixture(params=[pytest.param("session", marks=OF_LESS_TO_LOSE), "transaction"])
def pooled(request, on_postgres, store, postgres_url, tmp_path, readable):
    """A migrated database, reached through a pooler in that mode."""
    copied(store.database_url, NAME, tmp_path)
    process, port = _pooler(request.param, postgres_url, readable)
    url = f"postgresql://postgres@127.0.0.1:{port}/{NAME}?pooler={request.param}"
    direct = re.sub(r"/\w+(?=\?|$)", f"/{NAME}", postgres_url)
    if request.param == "transaction":
        # Only for the check of the settings: here the server has no port of its own
        url += "&direct=127.0.0.1:1"
    try:
        if request.param == "transaction":
            keep_settings_with_role(db.connect_to(direct))
        yield replace(store, database_url=url)
    finally:
        process.stop()
        db.connect_to(store.database_url)


def _pooler(mode: str, postgres_url: str, folder) -> tuple[Process, int]:
    host = parse_qs(urlsplit(postgres_url).query)["host"][0]
    # Made before they are written, so that whoever runs the pooler may read them even
    # where new files are for their owner alone (umask 077)
    for name in ("users", "pgbouncer.ini"):
        (folder / name).touch()
        (folder / name).chmod(0o644)
    (folder / "users").write_text('"postgres" ""\n')
    user = None
    if account():  # whoever runs the server may enter its folder
        user = Path(host).owner()
    command = [PROGRAM, folder / "pgbouncer.ini"]
    for _ in range(5):
        port = free_port()
        (folder / "pgbouncer.ini").write_text(
            f"[databases]\n{NAME} = host={host} dbname={NAME}\n[pgbouncer]\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
            f"auth_type = trust\nauth_file = {folder / 'users'}\n"
            f"pool_mode = {mode}\ndefault_pool_size = 6\n"
        )
        process = Process("pgbouncer", command, folder, user=user)
        if _has_begun(process, port):
            return process, port
    # Each time somebody else had taken the port meanwhile, or it cannot start at all
    raise DeploymentFailed(process.words())


def _has_begun(process: Process, port: int) -> bool:
    ended = process.running.poll
    wait_until("pgbouncer", lambda: ended() is not None or listens(port))
    return ended() is None


def test_many_at_once_write_and_every_write_waits_for_another_ten_seconds_at_most(
    pooled,
):
    """Statements that were prepared on one connection are unknown on the next."""
    database = db.connect_to(pooled.database_url)

    def write(number: int) -> str:
        with database.connection_context():
            for turn in range(8):
                Unit.create(name=f"Enhed {number}-{turn}")
                Unit.select().where(Unit.name == f"Enhed {number}-{turn}").get()
            return database.execute_sql("SHOW lock_timeout").fetchone()[0]

    with ThreadPoolExecutor(6) as people:
        said = set(people.map(write, range(6)))
    assert said == {"10s"}
    with database.connection_context():
        assert Unit.select().where(Unit.name.startswith("Enhed ")).count() == 48
