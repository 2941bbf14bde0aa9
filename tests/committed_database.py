"""A product over a database of its own that truly commits, so that threads see each
other's rows; on both databases.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from tests.bundles import create_app_with_bundles, run_folder
from tests.cast import NOW, Cast
from tests.postgres_connection import let_go
from tracker import db
from tracker.config import Config


@pytest.fixture(scope="session")
def peopled(store, tmp_path_factory) -> str:
    """The URL of a database with the cast in it, to be read in a transaction or copied;
    assembling it for every test would cost minutes.
    """
    url = copied(store.database_url, "peopled", tmp_path_factory.mktemp("peopled"))

    def assemble():
        with (
            db.connect_to(url).connection_context(),
            time_machine.travel(NOW.timestamp()),
        ):  # not in the present of whoever asks first
            Cast.assemble()

    made_once(url, "peopled", assemble)
    db.connect_to(store.database_url)
    return url


@pytest.fixture(scope="session")
def assembled(tmp_path_factory) -> Callable[[Config], Flask]:
    """``assembled(config)``: the product for a configuration.

    Assembling it takes longer than most tests do, and it looks up data folder and
    database for each request: there is one for all that else are configured alike.
    Whoever adds a route, or wants two of them at once, calls `create_app`.
    """
    made: dict[Config, tuple[Flask, dict]] = {}

    def product_for(config: Config) -> Flask:
        alike = replace(config, data=Path(), database_url="")
        if alike not in made:
            folder = tmp_path_factory.mktemp("assembled")
            app = create_app_with_bundles(replace(config, data=folder))
            app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
            made[alike] = app, dict(app.config)
        app, settings = made[alike]
        app.config.clear()
        app.config.update(settings, TRACKER=config)
        if db.connected_to() != config.database_url:
            db.connect_to(config.database_url)
        return app

    return product_for


@pytest.fixture
def product(store, peopled, assembled, tmp_path, request):
    """The product, with the cast in it as `.cast`."""
    url = copied(
        peopled, "own_" + re.sub(r"\W+", "_", request.node.name.lower())[:40], tmp_path
    )
    app = assembled(replace(store, data=tmp_path, database_url=url))
    with db.database.connection_context():
        app.cast = Cast.found()
    yield app
    db.connect_to(store.database_url)
    dropped(url, store.database_url)


def made_once(url: str, name: str, make: Callable[[], object]) -> None:
    """Make what is in a database; or take the file of the worker of this run that has
    made the same on SQLite. Nobody may be connected to it.
    """
    shared = run_folder()
    if shared is None or not url.startswith("sqlite"):
        make()
        return
    file, kept = Path(url.removeprefix("sqlite:///")), shared / f"{name}.sqlite"
    if kept.exists():
        shutil.copy(kept, file)
        return
    make()
    unfinished = Path(tempfile.mkdtemp(dir=shared)) / name
    shutil.copy(file, unfinished)
    unfinished.rename(kept)  # also over that of another who was as quick


def copied(url: str, name: str, folder: Path) -> str:
    """The URL of a copy of a database that nobody is connected to."""
    let_go()
    if url.startswith("sqlite"):
        shutil.copyfile(url.removeprefix("sqlite:///"), folder / "own.sqlite")
        return f"sqlite:///{folder / 'own.sqlite'}"
    (template,) = re.findall(r"/(\w+)(?=\?|$)", url)
    server = db.open_database(url)
    with server.connection_context():
        server.execute_sql(f'DROP DATABASE IF EXISTS "{name}"')
        # Copying its files is quicker than writing each page into the log
        server.execute_sql(
            f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'
        )
    return re.sub(r"/\w+(?=\?|$)", f"/{name}", url)


def dropped(url: str, server_url: str) -> None:
    """Remove a copy: hundreds of them would fill a disk, and take long to remove at the end.

    Args:
        server_url: Another database of the same server.
    """
    if url.startswith("sqlite"):
        return
    (name,) = re.findall(r"/(\w+)(?=\?|$)", url)
    server = db.open_database(server_url)
    with server.connection_context():
        server.execute_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def at_once(acts: list[Callable]) -> list:
    """What each act gave, in their order, all begun at the same moment, each in a thread
    of its own.
    """
    gate = threading.Barrier(len(acts))
    given = {}

    def run(number):
        gate.wait()
        given[number] = acts[number]()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(acts))]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return [given[number] for number in sorted(given)]
