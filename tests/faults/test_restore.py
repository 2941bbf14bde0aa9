"""A restore that stops at any step: nothing was touched, or one command finishes it and
one calls it off.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
from dataclasses import replace

import pytest

from tests.cast import NOW, planned
from tests.faults.product import wait_for
from tests.operations.conftest import postgres_tools  # noqa: F401
from tests.operations.test_drill import MIGRATIONS, backed_up, config, everything  # noqa: F401
from tracker import db
from tracker.operations import locks, steps
from tracker.operations import restore as restoring
from tracker.operations.locks import InUse, work_here
from tracker.operations.restore import RestoreInterrupted, RestoreRefused

pytestmark = pytest.mark.sqlite_by_default


class Stopped(Exception):
    """What a step says when it fails."""


class Drill:
    """An installation that was written in since its backup, and what it was before and after."""

    def __init__(self, config, cast):
        self.config = config
        self.then = everything(config)
        self.at = NOW
        self.kept = backed_up(config)
        with db.database.connection_context():
            planned(cast.alma, cast.facebook, title="Skrevet bagefter")
        (config.files.path / "pictures" / "later.webp").write_bytes(b"later")
        self.now = everything(config)

    def restore(self):
        self.at += dt.timedelta(minutes=1)
        return restoring.restore(self.config, self.kept, MIGRATIONS, self.at)

    def leftovers(self) -> list[str]:
        return sorted(path.name for path in self.config.data.glob("*restore*"))


@pytest.fixture
def drill(config, product):
    return Drill(config, product.cast)


def stopping(monkeypatch, name: str, after: bool):
    """Let a step fail, before or after it has done what it does."""
    (step,) = [step for step in steps.STEPS if step.__name__ == name]

    def stops(restoring):
        if after:
            step(restoring)
        raise Stopped("no power")

    stops.__name__ = name
    monkeypatch.setattr(
        restoring,
        "STEPS",
        tuple(stops if each is step else each for each in steps.STEPS),
    )


def in_use_message(config) -> str:
    """What `serve` says when it is started."""
    with pytest.raises(InUse) as refused:
        work_here(config)
    return str(refused.value)


WAYS = "continue", "undo"
AFTER = pytest.mark.thorough(
    short="faults/test_restore.py::test_whichever_step_fails_one_command_calls_it_off_and_one_finishes"
)


@pytest.mark.parametrize(
    "after", (False, pytest.param(True, marks=AFTER)), ids=("before", "after")
)
def test_whichever_step_fails_one_command_calls_it_off_and_one_finishes(
    drill, monkeypatch, faults, after
):
    for number, step in enumerate(steps.STEPS):
        name = step.__name__
        for way in WAYS if faults else WAYS[number % 2 :][:1]:
            with monkeypatch.context() as broken:
                stopping(broken, name, after)
                with pytest.raises((Stopped, RestoreInterrupted)) as stopped:
                    drill.restore()
            if stopped.type is Stopped:
                assert name == "keep_database" or (
                    name == "replace_database" and not db.is_sqlite() and not after
                )
                assert (
                    everything(drill.config) == drill.now and not drill.leftovers()
                ), name
                continue
            if after and name == "end":
                assert everything(drill.config) == drill.then, "it had ended"
                return
            said = in_use_message(drill.config)
            assert "no power" in str(stopped.value) and said in str(stopped.value)
            assert (
                f"step: {name.replace('_', ' ')}" in said
                and "--continue" in said
                and "--undo" in said
            )
            with pytest.raises(RestoreRefused, match="interrupted"):
                drill.restore()
            if way == "undo":
                restoring.call_off(drill.config, MIGRATIONS, drill.at)
                assert (
                    everything(drill.config) == drill.now and not drill.leftovers()
                ), name
            else:
                restoring.finish(drill.config, MIGRATIONS, drill.at)
                assert everything(drill.config) == drill.then, name
                written_again(drill)
    work_here_and_let_go(drill.config, monkeypatch)


def written_again(drill) -> None:
    """The next restore begins where this one did: what is to be replaced differs from
    the backup.
    """
    (drill.config.files.path / "pictures" / "later.webp").write_bytes(b"later")
    drill.now = everything(drill.config)
    for path in drill.config.data.glob("before-restore-*"):
        steps.shutil.rmtree(path)


def work_here_and_let_go(config, monkeypatch) -> None:
    monkeypatch.setattr(locks, "_kept", kept := [])
    work_here(config)
    for held in kept:
        held.close()


def test_a_call_off_that_fails_goes_on_with_the_same_command(
    drill, monkeypatch, faults
):
    """A server's tools take long: by default `tests/operations/test_postgres_setups.py`
    calls a restore off there, and nothing fails.
    """
    names = [step.__name__ for step in steps.UNDOING]
    for name in names if faults else names[:3:2]:
        with monkeypatch.context() as broken:
            stopping(broken, "settle", after=True)
            with pytest.raises(RestoreInterrupted):
                drill.restore()
        assert everything(drill.config) == drill.then, "row by row and file by file"
        (step,) = [step for step in steps.UNDOING if step.__name__ == name]
        for after in (False, True):

            def stops(restoring, after=after, step=step):
                if after:
                    step(restoring)
                raise Stopped("no power")

            stops.__name__ = name
            with (
                monkeypatch.context() as broken,
                pytest.raises(RestoreInterrupted, match="--undo` goes on"),
            ):
                broken.setattr(
                    restoring,
                    "UNDOING",
                    tuple(stops if each is step else each for each in steps.UNDOING),
                )
                restoring.call_off(drill.config, MIGRATIONS, drill.at)
            if after and name == "end_undone":
                break
            with pytest.raises(RestoreRefused, match="--undo` goes on"):
                restoring.finish(drill.config, MIGRATIONS, drill.at)
        if name != "end_undone":
            restoring.call_off(drill.config, MIGRATIONS, drill.at)
        assert everything(drill.config) == drill.now and not drill.leftovers(), name


def test_killed_in_the_middle_it_is_finished_or_called_off(drill):
    """As by kill -9 or a loss of power: nothing that runs on the way out is run."""
    killed(drill, moves=1)
    restoring.call_off(drill.config, MIGRATIONS, drill.at)
    assert everything(drill.config) == drill.now and not drill.leftovers()
    killed(drill, moves=2)
    restoring.finish(drill.config, MIGRATIONS, drill.at)
    assert everything(drill.config) == drill.then


def die_at(count, moves: int) -> None:
    """Let this process die when it moves files for that time."""

    def dying(move):
        return lambda *paths: os._exit(9) if next(count) == moves else move(*paths)

    steps.keep_aside = dying(steps.keep_aside)
    steps.bring = dying(steps.bring)


def killed(drill, moves: int) -> None:
    """Restore in a process that dies when it moves files for the first or second time."""
    drill.at += dt.timedelta(minutes=1)
    if (child := os.fork()) == 0:
        try:
            die_at(itertools.count(1), moves)
            restoring.restore(drill.config, drill.kept, MIGRATIONS, drill.at)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert "interrupted" in in_use_message(drill.config)


def but_schedule(config) -> dict:
    """`everything` but what a server that runs moves on by itself, hour by hour."""
    found = everything(config)
    del found["schedule"]
    return found


@pytest.mark.thorough(
    short="operations/test_presence.py::test_nothing_is_restored_or_migrated_under_another_machine"
)
@pytest.mark.usefixtures("on_postgres")
def test_a_server_of_another_machine_is_noticed_for_as_long_as_it_runs(
    drill, serve, tmp_path_factory
):
    """With its own data folder; the lock outlives no process, and none of its children
    holds it on.
    """
    elsewhere = replace(drill.config, data=tmp_path_factory.mktemp("elsewhere"))
    served = serve(elsewhere).ready()
    wait_for(served.workers)
    there = but_schedule(drill.config)  # it has its mark in the database now
    with pytest.raises(
        InUse, match=rf"tracker on \S+ \(process {served.process.pid}\)"
    ):
        drill.restore()
    assert but_schedule(drill.config) == there and not drill.leftovers()
    assert served.get("/healthz").status == 200
    assert served.stop() == 0
    drill.restore()
    assert everything(drill.config) == drill.then
