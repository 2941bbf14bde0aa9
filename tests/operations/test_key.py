"""Machines share one SECRET_KEY: another is refused with its cure, and told by whoever watches."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from click.testing import CliRunner

from tests.cast import NOW
from tests.two_machines import Machine
from tracker import cli, db
from tracker.audit.models import AuditEvent
from tracker.operations.machine import KeyNotShared, key_mark
from tracker.operations.models import Installation

OTHER = "another key, that is long enough for it as well"


def with_other_key(machine: Machine) -> Machine:
    machine.config = replace(machine.config, secret_key=OTHER)
    machine.app.config["TRACKER"] = machine.config
    return machine


def told(machine: Machine) -> tuple[int, bool]:
    """Whether `/readyz` says that it can work, and that the key is the one that counts."""
    answer = machine.browser().get("/readyz")
    return answer.status_code, answer.json["key"]["shared"]


def findings(machine: Machine) -> list[str]:
    return [said for said in machine.doctor(dt.datetime.now(dt.UTC)) if "KEY" in said]


def test_a_machine_with_another_key_does_not_start(two_machines):
    first, second = two_machines()
    first.start(NOW)
    second.start(NOW)
    assert told(second) == (200, True) and not findings(second)
    with_other_key(second)
    with pytest.raises(KeyNotShared, match="same SECRET_KEY") as refused:
        second.start(NOW)
    assert OTHER not in str(refused.value)
    assert told(second) == (503, False) and told(first) == (200, True)
    assert len(findings(second)) == 1 and not findings(first)


def test_who_starts_first_settles_which_key_counts(two_machines):
    """Also for an installation from before keys were compared."""
    first, second = two_machines()
    first.start(NOW)
    with db.database.connection_context():
        Installation.update(key_mark=None).execute()
    assert told(first) == (200, True) and not findings(first)
    with_other_key(second).start(NOW)
    with pytest.raises(KeyNotShared):
        first.start(NOW)


def test_a_key_that_was_changed_on_purpose_counts_after_one_command(
    two_machines, monkeypatch, kept
):
    first, second = two_machines()
    first.start(NOW)
    with_other_key(second)

    def said(*words: str):
        for name, value in second.config.as_env().items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(cli.tracker, ["key", *words])

    assert isinstance(said().exception, KeyNotShared)
    changed = said("--changed")
    assert changed.exit_code == 0, changed.output
    assert "set up anew" in changed.output and OTHER not in changed.output
    assert "is the one" in said().output
    second.start(NOW)
    assert told(second) == (200, True) and told(first) == (503, False)
    with db.database.connection_context():
        act = AuditEvent.select().order_by(AuditEvent.id.desc()).get()
    assert (act.what, act.detail) == ("setting_changed", "SECRET_KEY")


def test_each_key_has_a_mark_of_its_own():
    mark = key_mark(OTHER)
    assert len(mark) == 32 and mark == key_mark(OTHER) != key_mark(OTHER + "x")
