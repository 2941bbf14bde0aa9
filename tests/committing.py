"""A product over a database of its own that truly commits, so that threads see each other's rows; on both databases."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.cast import Cast
from tracker import db
from tracker.app import create_app, folder
from tracker.migrating import migrate


@pytest.fixture(scope="session")
def migrated(store, tmp_path_factory) -> str:
    """The URL of a migrated and otherwise empty database, to be copied; migrating each anew would take a second."""
    data = tmp_path_factory.mktemp("migrated")
    url = f"sqlite:///{data / 'own.sqlite'}"
    if store.database_url.startswith("postgres"):
        url = _fresh_postgres(store.database_url, "own_migrated")
    migrate(db.connect_to(url), folder("migrations"), data)
    db.connect_to(store.database_url)
    return url


@pytest.fixture
def product(store, migrated, tmp_path, request):
    """The product, with the cast in it as `.cast`."""
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    if store.database_url.startswith("postgres"):
        name = "own_" + re.sub(r"\W+", "_", request.node.name.lower())[:40]
        url = _fresh_postgres(store.database_url, name, template="own_migrated")
    else:
        shutil.copyfile(migrated.removeprefix("sqlite:///"), tmp_path / "own.sqlite")
    config = replace(store, data=tmp_path, database_url=url)
    db.connect_to(url)
    app = create_app(config)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with db.database.connection_context():
        app.cast = Cast.assemble()
    yield app
    db.connect_to(store.database_url)


def _fresh_postgres(url: str, name: str, template: str = "template1") -> str:
    server = db.open_database(url)
    with server.connection_context():
        server.execute_sql(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return re.sub(r"/postgres(?=\?|$)", f"/{name}", url)


def at_once(acts: list[Callable]) -> list:
    """What each act gave, all begun at the same moment, each in a thread of its own."""
    gate, given = threading.Barrier(len(acts)), []

    def run(act):
        gate.wait()
        given.append(act())

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return given
