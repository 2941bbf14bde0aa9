"""Two machines over one database: in this process, each with a browser and a worker of
its own.

``first, second = two_machines()`` share `files/`, by a link as by a mount; with
``shared=False`` each has its own. On SQLite, where machines share a folder or nothing,
they are two processes on one data folder, or on two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.bundles import create_app_with_bundles
from tests.cast import Cast
from tracker import db
from tracker.accounts.models import Person
from tracker.app import HANDLERS
from tracker.config import Config
from tracker.jobs.models import Schedule
from tracker.jobs.worker import run_due
from tracker.notifications.schedule import times
from tracker.operations.doctor import run_checks
from tracker.operations.machine import abilities, share_files, share_key
from tracker.operations.retention import nights
from tracker.privacy.retention import carry_out_here

_kept: list[Flask] = []


@dataclass
class Machine:
    """One of them. For processes of its own, give `config` to the `serve` of the faults."""

    app: Flask
    config: Config

    def start(self, at: dt.datetime | None = None) -> Machine:
        """What `serve` and `work` make sure of first; raises what stops them."""
        with db.database.connection_context():
            share_files(self.config, at or dt.datetime.now(dt.UTC))
            share_key(self.config)
        return self

    def work(self, at: dt.datetime, *names: str) -> int:
        """A round of its worker at that moment: what the clock asks for, then what is
        due and what it can do. How much was done.

        Args:
            names: Of what falls due by the clock; none are looked at when left out.
        """
        due = {
            name: following
            for name, following in times(self.config.time_zone).items()
            if name in names
        }
        with (
            time_machine.travel(at, tick=False),
            self.app.app_context(),
            db.database.connection_context(),
        ):
            Schedule.enqueue_due(due, at)
            return run_due(HANDLERS, lambda: at, abilities(self.config))

    def sweep(self, at: dt.datetime) -> dict[str, int]:
        """What its worker removes every hour of its own folder."""
        with db.database.connection_context():
            return carry_out_here(self.config, at)

    def browser(self, person: Person | None = None) -> FlaskClient:
        """A browser that a balancer has sent to this machine."""
        with db.database.connection_context():
            return Cast.browser(self.app.cast, self.app, person)

    def doctor(self, at: dt.datetime) -> list[str]:
        """What `tracker doctor` says on it."""
        return [
            f.what
            for f in run_checks(
                self.config, db.database.obj, self.app.config["MIGRATIONS"], at
            )
        ]

    def backups(self) -> list[dt.date]:
        """The nights whose backup lies in its folder."""
        return sorted(nights(self.config.backups)) if self.config.backups else []


@pytest.fixture
def two_machines(product, tmp_path) -> Callable[..., tuple[Machine, Machine]]:
    """A function that makes them: the first keeps the backups, the second has ``BACKUPS=off``."""

    def make(shared: bool = True) -> tuple[Machine, Machine]:
        config = replace(product.config["TRACKER"], backups=tmp_path / "backups")
        other = (
            config.data
            if shared and db.is_sqlite()
            else _folder_of_its_own(config, tmp_path, shared)
        )
        product.config["TRACKER"] = config
        return Machine(product, config), _another(
            replace(config, data=other, backups=None), product
        )

    return make


def _folder_of_its_own(config: Config, tmp_path: Path, shared: bool) -> Path:
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    if shared:
        config.files.path.mkdir(mode=0o700, exist_ok=True)
        (other / "files").symlink_to(config.files.path)
    return other


def _another(config: Config, product: Flask) -> Machine:
    """Put together once, for that takes longer than most tests; an app looks its
    configuration up for each request.
    """
    if not _kept:
        _kept.append(create_app_with_bundles(config))
    app = _kept[0]
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, TRACKER=config)
    app.cast = product.cast
    return Machine(app, config)
