"""PostgreSQL's own tools: told when they are too old, and never shown a password where
others can read it.
"""

from __future__ import annotations

from subprocess import CompletedProcess
from types import SimpleNamespace

import pytest

from tracker.operations import postgres


@pytest.fixture
def asked(monkeypatch):
    """The commands that were run, each with its environment; nothing runs."""
    asked = []

    def run(command, env=None, **how):
        asked.append((command, env))
        return CompletedProcess(
            command, 0, "pg_dump (PostgreSQL) 15.4 (Debian 15.4-1)\n", ""
        )

    monkeypatch.setattr(postgres, "_versions", {})
    monkeypatch.setattr(postgres.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(postgres.subprocess, "run", run)
    return asked


def test_one_that_is_older_than_the_server_is_told(asked, tmp_path):
    with pytest.raises(
        postgres.ToolMissing,
        match="version 15 and the server of 16: install postgresql-client-16",
    ):
        postgres.dump(
            SimpleNamespace(server_version=160002),
            "postgresql://db/forsoeg",
            tmp_path / "dump",
        )
    assert len(asked) == 1
    postgres.tools(15)
    postgres.tools(15)
    assert len(asked) == 3, "each is asked once"
    with pytest.raises(postgres.ToolMissing, match="pg_dump is of version 15"):
        postgres.tools(16)
    assert len(asked) == 4, "what was too old may have been replaced meanwhile"


def test_a_password_stands_in_no_list_of_processes(asked, tmp_path, monkeypatch):
    url = (
        "postgresql://forsoeg:sne%40natten@db.example.org:5433/forsoeg?sslmode=require"
    )
    monkeypatch.setattr(postgres, "selection", lambda db: ["--schema=public"])
    postgres.dump(SimpleNamespace(server_version=150000), url, tmp_path / "dump")
    command, env = asked[-1]
    assert (
        "--dbname=postgresql://forsoeg@db.example.org:5433/forsoeg?sslmode=require"
        in command
    )
    assert (
        "natten" not in " ".join(map(str, command))
        and env["PGPASSWORD"] == "sne@natten"
    )
