"""Another machine on the same database: it is noticed by a lock that the database
holds, not the folder.
"""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from tests.cast import NOW
from tests.faults.product import wait_for
from tests.operations.test_drill import MIGRATIONS, backed_up, config, everything  # noqa: F401
from tracker import db
from tracker.operations import locks, postgres, presence, restore
from tracker.operations.journal import Journal
from tracker.operations.locks import (
    InUse,
    alone_here,
    alone_in_turn,
    serve_alone,
    work_here,
)

pytestmark = pytest.mark.sqlite_by_default


@pytest.fixture
def soon(monkeypatch, request):
    """A database that notices sooner who has ended, but with --faults."""
    if not request.config.getoption("--faults"):
        monkeypatch.setattr(presence, "ENDING", 0.1)
        monkeypatch.setattr(presence, "AGAIN", 0.1)


@pytest.fixture
def elsewhere(config, tmp_path_factory):
    """The same database with a data folder of another machine."""
    return replace(config, data=tmp_path_factory.mktemp("elsewhere"))


def let_go(kept) -> None:
    while kept:
        kept.pop().close()


@pytest.mark.usefixtures("soon")
@pytest.mark.both_databases("operations.presence")
def test_nothing_is_restored_or_migrated_under_another_machine(
    config,
    elsewhere,
    kept,
    monkeypatch,
):
    backup = backed_up(config)
    before = everything(config)
    work_here(elsewhere)
    with pytest.raises(InUse, match="Stop it") as refused:
        restore.restore(config, backup, MIGRATIONS, NOW)
    if not db.is_sqlite():
        assert re.search(
            r"another machine.*tracker on \S+ \(process \d+\)", str(refused.value)
        )
    with pytest.raises(InUse, match="Stop it"):
        alone_in_turn(config, lambda: True)
    assert everything(config) == before and not list(config.data.glob("*restore*"))
    let_go(kept)
    with alone_here(config):
        monkeypatch.setattr(locks, "PATIENCE", 0)
        with pytest.raises(InUse):
            work_here(elsewhere)
    let_go(kept)
    work_here(elsewhere)
    work_here(config)


@pytest.mark.usefixtures("on_postgres")
def test_where_another_machine_restores_nobody_begins(config, elsewhere, kept, request):
    """Nor while one migrates, nor once the database came back; but once it has ended."""
    who_has_just_ended_is_in_nobody_s_way(config, elsewhere, kept)
    request.getfixturevalue("soon")
    it_is_held_again_when_the_database_came_back(config, elsewhere, kept)
    let_go(kept)
    a_start_waits_for_one_that_migrates(config, elsewhere)
    let_go(kept)
    where_another_machine_restores(elsewhere, kept)


def who_has_just_ended_is_in_nobody_s_way(config, elsewhere, kept) -> None:
    """The database takes a moment to notice."""
    work_here(elsewhere)

    def end_in_a_moment() -> None:
        time.sleep(0.3)
        let_go(kept)

    ending = threading.Thread(target=end_in_a_moment)
    ending.start()
    alone_here(config).close()
    ending.join()


def it_is_held_again_when_the_database_came_back(config, elsewhere, kept) -> None:
    work_here(elsewhere)
    held = next(each for each in kept if isinstance(each, presence.ProcessLock))
    server = held.connection.info.backend_pid
    with db.database.connection_context():
        db.database.execute_sql("SELECT pg_terminate_backend(%s)", (server,))
    wait_for(lambda: held.connection and held.connection.info.backend_pid != server)
    with pytest.raises(InUse, match="another machine"):
        alone_here(config)


def a_start_waits_for_one_that_migrates(config, elsewhere) -> None:
    """Two machines that start at once on a newer version: one migrates, the other comes
    after it.
    """
    asked = []
    migrating = alone_here(elsewhere)

    def needed() -> bool:
        asked.append(time.monotonic())
        if len(asked) == 3:
            migrating.close()
            work_here(elsewhere)
        return len(asked) < 3

    alone_in_turn(config, needed).close()
    assert len(asked) == 3


def where_another_machine_restores(elsewhere, kept) -> None:
    with db.database.connection_context():
        mark = Journal("/data", "/kept.tar.gz", "then", "/aside", "/prepared").mark
        db.database.execute_sql(postgres._marking("public", mark))
    with pytest.raises(InUse, match="interrupted on another machine"):
        work_here(elsewhere)
    with db.database.connection_context():
        postgres.unmark(db.database.obj)
    let_go(kept)
    work_here(elsewhere)


@pytest.mark.thorough(
    short="operations/test_presence.py::test_where_another_machine_restores_nobody_begins"
)
@pytest.mark.usefixtures("on_postgres")
def test_a_restore_that_another_machine_left_unfinished(
    config,
    elsewhere,
    kept,
    monkeypatch,
):
    backup = backed_up(config)
    with monkeypatch.context() as broken, pytest.raises(restore.RestoreInterrupted):
        broken.setattr(
            restore,
            "STEPS",
            restore.STEPS[:2] + (lambda_that_fails(),) + restore.STEPS[3:],
        )
        restore.restore(config, backup, MIGRATIONS, NOW)
    with pytest.raises(InUse, match="interrupted on another machine"):
        work_here(elsewhere)
    restore.call_off(config, MIGRATIONS, NOW)
    let_go(kept)
    work_here(elsewhere)


def lambda_that_fails():
    def keep_files(_):
        raise OSError("no files")

    return keep_files


@pytest.mark.usefixtures("on_sqlite")
def test_of_two_folders_with_one_sqlite_file_one_serves(config, elsewhere, kept):
    """Several serve together on PostgreSQL."""
    link = elsewhere.data / "link.sqlite"
    link.symlink_to(config.data / "own.sqlite")
    for other in (elsewhere, replace(elsewhere, database_url=f"sqlite:///{link}")):
        serve_alone(config)
        with pytest.raises(
            InUse, match=r"another `tracker serve` \(process \d+\) serves .*own.sqlite"
        ):
            serve_alone(other)
        let_go(kept)
        serve_alone(other)
        with pytest.raises(InUse, match="another `tracker serve`"):
            serve_alone(config)
        let_go(kept)


@pytest.mark.thorough(
    short="operations/test_presence.py::test_nothing_is_restored_or_migrated_under_another_machine"
)
def test_the_command_says_it_in_one_line(config, elsewhere, kept):
    backup = backed_up(config)
    work_here(elsewhere)
    command = [sys.executable, "-m", "tracker", "restore", "--yes", str(backup)]
    done = subprocess.run(
        command, env=config.as_env(), capture_output=True, text=True, timeout=60
    )
    (line,) = done.stderr.strip().splitlines()
    assert done.returncode == 2 and line.startswith("tracker: ") and "Stop it" in line
