"""A restore that stops at any step: nothing was touched, or one command finishes it and one calls it off."""

from __future__ import annotations

import datetime as dt
import os

import pytest

from tests.cast import NOW, planned
from tests.operations.conftest import postgres_tools  # noqa: F401
from tests.operations.test_drill import MIGRATIONS, backed_up, config, everything  # noqa: F401
from tracker import db
from tracker.operations import locks, restoring, steps
from tracker.operations.locks import InUse, work_here
from tracker.operations.restoring import RestoreInterrupted, RestoreRefused

KEY = "the key of now, which stays as it is whatever comes"


class Stopped(Exception):
    """What a step says when it fails."""


class Drill:
    """An installation that was written in since its backup, and what it was before and after."""

    def __init__(self, config, cast):  # noqa: F811
        self.config, self.then, self.at = config, everything(config), NOW
        self.kept = backed_up(config)
        with db.database.connection_context():
            planned(cast.alma, cast.facebook, title="Skrevet bagefter")
        (config.files / "pictures" / "later.webp").write_bytes(b"later")
        self.now = everything(config)

    def restore(self):
        self.at += dt.timedelta(minutes=1)
        return restoring.restore(self.config, self.kept, MIGRATIONS, self.at)

    def back_to_now(self, aside):
        """Undo a restore that was finished, for the next try, as an operator could do by hand."""

    def leftovers(self) -> list[str]:
        return sorted(path.name for path in self.config.data.glob("*restore*"))


@pytest.fixture
def drill(config, product):  # noqa: F811
    return Drill(config, product.cast)


def steps_of(faults: bool) -> list[str]:
    names = [step.__name__ for step in steps.STEPS]
    return names if faults or db.is_sqlite() else names[1:3]


def stopping(monkeypatch, name: str, after: bool):
    """Let a step fail, before or after it has done what it does."""
    (step,) = [step for step in steps.STEPS if step.__name__ == name]

    def stops(restoring):
        if after:
            step(restoring)
        raise Stopped("no power")

    stops.__name__ = name
    monkeypatch.setattr(restoring, "STEPS", tuple(stops if each is step else each for each in steps.STEPS))


def told(config) -> str:  # noqa: F811
    """What `serve` says when it is started."""
    with pytest.raises(InUse) as refused:
        work_here(config)
    return str(refused.value)


@pytest.mark.parametrize("after", (False, True), ids=("before", "after"))
def test_whichever_step_fails_one_command_calls_it_off_and_one_finishes(drill, monkeypatch, faults, after):
    for name in steps_of(faults):
        for way in ("undo", "continue"):
            with monkeypatch.context() as broken:
                stopping(broken, name, after)
                with pytest.raises((Stopped, RestoreInterrupted)) as stopped:
                    drill.restore()
            if stopped.type is Stopped:
                assert name == "keep_database" or (name == "replace_database" and not db.is_sqlite() and not after)
                assert everything(drill.config) == drill.now and not drill.leftovers(), name
                continue
            if after and name == "end":
                assert everything(drill.config) == drill.then, "it had ended"
                return
            said = told(drill.config)
            assert "no power" in str(stopped.value) and said in str(stopped.value)
            assert f"step: {name.replace('_', ' ')}" in said and "--continue" in said and "--undo" in said
            with pytest.raises(RestoreRefused, match="interrupted"):
                drill.restore()
            if way == "undo":
                restoring.call_off(drill.config, MIGRATIONS, drill.at)
                assert everything(drill.config) == drill.now and not drill.leftovers(), name
            else:
                journal, _ = restoring.finish(drill.config, MIGRATIONS, drill.at)
                assert everything(drill.config) == drill.then, name
                written_again(drill)
    work_here_and_let_go(drill.config, monkeypatch)


def written_again(drill) -> None:
    """The next restore begins where this one did: what is to be replaced differs from the backup."""
    (drill.config.files / "pictures" / "later.webp").write_bytes(b"later")
    drill.now = everything(drill.config)
    for path in drill.config.data.glob("before-restore-*"):
        steps.shutil.rmtree(path)


def work_here_and_let_go(config, monkeypatch) -> None:  # noqa: F811
    monkeypatch.setattr(locks, "_kept", kept := [])
    work_here(config)
    for held in kept:
        held.close()


def test_a_call_off_that_fails_goes_on_with_the_same_command(drill, monkeypatch, faults):
    for name in [step.__name__ for step in steps.UNDOING][: None if faults or db.is_sqlite() else 1]:
        with monkeypatch.context() as broken:
            stopping(broken, "settle", after=True)
            with pytest.raises(RestoreInterrupted):
                drill.restore()
        (step,) = [step for step in steps.UNDOING if step.__name__ == name]
        for after in (False, True):

            def stops(restoring, after=after, step=step):
                if after:
                    step(restoring)
                raise Stopped("no power")

            stops.__name__ = name
            with monkeypatch.context() as broken, pytest.raises(RestoreInterrupted, match="--undo` goes on"):
                broken.setattr(restoring, "UNDOING", tuple(stops if each is step else each for each in steps.UNDOING))
                restoring.call_off(drill.config, MIGRATIONS, drill.at)
            if after and name == "end_undone":
                break
            with pytest.raises(RestoreRefused, match="--undo` goes on"):
                restoring.finish(drill.config, MIGRATIONS, drill.at)
        if name != "end_undone":
            restoring.call_off(drill.config, MIGRATIONS, drill.at)
        assert everything(drill.config) == drill.now and not drill.leftovers(), name


def test_killed_in_the_middle_it_is_finished_or_called_off(drill, monkeypatch, faults):
    """As by kill -9 or a loss of power: nothing that runs on the way out is run."""
    for name, way in (("keep_files", "undo"), ("replace_files", "continue")) if faults or db.is_sqlite() else ():
        drill.at += dt.timedelta(minutes=1)
        child = os.fork()
        if child == 0:
            try:
                moved, before = [], steps.move_contents

                def half(source, target):
                    moved.append(source)
                    if name == steps.STEPS[2 if len(moved) == 1 else 3].__name__:
                        os._exit(9)
                    before(source, target)

                steps.move_contents = half
                restoring.restore(drill.config, drill.kept, MIGRATIONS, drill.at)
            finally:
                os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        assert "interrupted" in told(drill.config)
        if way == "undo":
            restoring.call_off(drill.config, MIGRATIONS, drill.at)
            assert everything(drill.config) == drill.now and not drill.leftovers()
        else:
            restoring.finish(drill.config, MIGRATIONS, drill.at)
            assert everything(drill.config) == drill.then
